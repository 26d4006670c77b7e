import {
  useMutation as useQueryMutation,
  type UseMutationOptions,
  type UseMutationResult,
} from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { isSame } from './is-same'

interface UnderWay<Result> {
  readonly variables: unknown
  readonly answer: Promise<Result>
}

/**
 * A write to the server. Asked for the same a second time while it is under way, it is sent once: the second click of a
 * double click comes before the button is drawn as busy. Something else may be sent meanwhile.
 */
export function useMutation<Result = unknown, Failure = Error, Variables = void, Context = unknown>(
  options: UseMutationOptions<Result, Failure, Variables, Context>,
): UseMutationResult<Result, Failure, Variables, Context> {
  const mutation = useQueryMutation(options)
  const { mutateAsync: start } = mutation
  const underWay = useRef<UnderWay<Result>>(undefined)
  type Start = typeof start
  const mutateAsync = useCallback<Start>(
    (...asked) => {
      const [variables] = asked
      if (underWay.current !== undefined && isSame(underWay.current.variables, variables))
        return underWay.current.answer
      const own = { variables, answer: start(...asked) }
      underWay.current = own
      const end = () => {
        if (underWay.current === own) underWay.current = undefined
      }
      own.answer.then(end, end)
      return own.answer
    },
    [start],
  )
  const mutate = useCallback<typeof mutation.mutate>(
    // What went wrong is the mutation's `error`; nobody waits for this promise.
    (...asked) => void mutateAsync(...asked).catch(() => undefined),
    [mutateAsync],
  )
  return { ...mutation, mutate, mutateAsync }
}
