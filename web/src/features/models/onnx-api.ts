import { useQuery } from '@tanstack/react-query'
import type { Answer, Sent } from '../../api/answer'
import { request } from '../../api/request'
import type { ModelItem, Training } from './api'

/** What an ONNX file wants to be given, and gives. */
export type OnnxSummary = Answer<'/api/v1/models/onnx/look', 'post'>
export type OnnxImport = Sent<'/api/v1/models/onnx'>
export type Trial = Sent<'/api/v1/models/{id}/trials'>

/** The bytes of a file as base64. */
export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  }
  return btoa(text)
}

export function lookIntoOnnx(file: string): Promise<OnnxSummary> {
  return request('POST', '/api/v1/models/onnx/look', { body: { file } })
}

export function importOnnx(body: OnnxImport): Promise<ModelItem> {
  return request('POST', '/api/v1/models/onnx', { body })
}

/** Tries a model on data with outcomes; gives the work, which reports its progress. */
export function tryModel(id: string, body: Trial): Promise<Training> {
  return request('POST', `/api/v1/models/${id}/trials`, { body })
}

/** The features of customers that a column of a file may stand for. */
export function useFeatureCatalogue() {
  return useQuery({
    queryKey: ['scorecard-features'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/scorecard-features'>>('GET', '/api/v1/scorecard-features', { signal }),
    staleTime: 60_000,
  })
}
