import type { Answer, Sent } from '../../api/answer'
import { request } from '../../api/request'
import type { Dataset } from './api'

export type SampleRules = Sent<'/api/v1/model-datasets/from-book/count'>
export type SampleCount = Answer<'/api/v1/model-datasets/from-book/count', 'post'>

/** What a sample of the book would hold; nothing is stored. */
export function countSample(rules: SampleRules): Promise<SampleCount> {
  return request('POST', '/api/v1/model-datasets/from-book/count', { body: rules })
}

export function drawSample(name: string, rules: SampleRules): Promise<Dataset> {
  return request('POST', '/api/v1/model-datasets/from-book', { body: { ...rules, name } })
}
