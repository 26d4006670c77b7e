import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Answer, Sent } from '../../api/answer'
import { request } from '../../api/request'

export type Bins = Answer<'/api/v1/model-datasets/{id}/bins', 'post'>
export type BinQuestion = Sent<'/api/v1/model-datasets/{id}/bins'>
export type Trend = NonNullable<BinQuestion['trend']>

export const trendChoices: readonly Trend[] = ['auto', 'ascending', 'descending', 'peak', 'valley', 'none']

/** The bins of a column over the rows that a training with these settings fits on. */
export function useBins(datasetId: string, question: BinQuestion) {
  return useQuery({
    queryKey: ['model-bins', datasetId, question],
    queryFn: ({ signal }) =>
      request<Bins>('POST', `/api/v1/model-datasets/${datasetId}/bins`, { body: question, signal }),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Infinity,
  })
}
