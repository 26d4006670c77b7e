import type { BilingualText } from '../../i18n/use-text'
import type { CanvasLink, CanvasNode, NodeMark } from './canvas-types'
import type { Flow } from './flow-types'
import type { FlowWords } from './use-flow-words'

export interface CanvasMarks {
  faults?: ReadonlyMap<string, readonly string[]>
  nodes?: ReadonlyMap<string, NodeMark>
  links?: ReadonlyMap<string, NonNullable<CanvasLink['mark']>>
}

/** The flow document as the canvas draws it. */
export function toCanvas(
  flow: Flow,
  words: FlowWords,
  textOf: (text: BilingualText) => string,
  marks: CanvasMarks = {},
): { nodes: CanvasNode[]; links: CanvasLink[] } {
  const nodes = flow.nodes.map((node): CanvasNode => {
    const mark = marks.nodes?.get(node.id)
    return {
      key: node.id,
      kind: node.kind,
      kindName: words.kindName(node),
      title: textOf(node.name),
      lines: words.lines(node),
      faults: marks.faults?.get(node.id) ?? [],
      exits:
        node.kind === 'condition' ? node.branches.map(({ id, name }) => ({ id, name: textOf(name) })) : [],
      place: node.position,
      ...(mark === undefined ? {} : { mark }),
    }
  })
  const branchNames = new Map(
    flow.nodes.flatMap((node) =>
      node.kind === 'condition'
        ? node.branches.map(({ id, name }) => [`${node.id}|${id}`, textOf(name)] as const)
        : [],
    ),
  )
  const links = flow.edges.map(({ id, from, to, branch }): CanvasLink => {
    const label = branch === undefined ? undefined : branchNames.get(`${from}|${branch}`)
    const mark = marks.links?.get(id)
    return {
      id,
      from,
      to,
      ...(branch === undefined ? {} : { exit: branch }),
      ...(label === undefined ? {} : { label }),
      ...(mark === undefined ? {} : { mark }),
    }
  })
  return { nodes, links }
}
