import type { Answer, Sent } from '../../api/answer'
import { request } from '../../api/request'

export type PlanBody = Sent<'/api/v1/customers/{code}/instalment-plans'>
export type ActivationBody = Sent<'/api/v1/instalment-plans/{id}/activate'>
export type AskedPlan = Answer<'/api/v1/customers/{code}/instalment-plans', 'post'>

export function askForPlan(code: string, body: PlanBody): Promise<AskedPlan> {
  return request('POST', `/api/v1/customers/${encodeURIComponent(code)}/instalment-plans`, { body })
}

export function activatePlan(id: string, body: ActivationBody): Promise<unknown> {
  return request('POST', `/api/v1/instalment-plans/${id}/activate`, { body })
}

export function endPlan(id: string, reason: string): Promise<unknown> {
  return request('POST', `/api/v1/instalment-plans/${id}/end`, { body: { reason } })
}
