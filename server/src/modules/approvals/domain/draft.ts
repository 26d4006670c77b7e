import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type {
  CaseState,
  CaseStatus,
  Effect,
  Moved,
  Step,
  StepStatus,
  Surroundings,
  Visit,
} from './case-state.js'

/**
 * A case while one action changes it. Rows that change are replaced, those that do not keep their identity, so that
 * a store can tell what to write.
 */
export class Draft {
  private readonly visits: Visit[]
  private readonly steps: Step[]
  private readonly effects: Effect[] = []
  private status: CaseStatus
  arrivals: Record<string, readonly string[]>
  returns: number
  caretaker: string | null
  barred: readonly string[]
  owner: string | null

  constructor(
    readonly origin: CaseState,
    readonly world: Surroundings,
  ) {
    this.visits = [...origin.visits]
    this.steps = [...origin.steps]
    this.status = origin.status
    this.arrivals = { ...origin.arrivals }
    this.returns = origin.returns
    this.caretaker = origin.caretaker
    this.barred = origin.barred
    this.owner = origin.owner
  }

  /** Those who may not sign, or not alone. */
  get parties(): Pick<CaseState, 'submitter' | 'barred' | 'owner'> {
    return { submitter: this.origin.submitter, barred: this.barred, owner: this.owner }
  }

  /** Whoever speaks for the request. */
  get speaker(): string {
    return this.caretaker ?? this.origin.submitter
  }

  get running(): boolean {
    return this.status === 'running'
  }

  visit(id: Id): Visit {
    const visit = this.visits.find((one) => one.id === id)
    if (!visit) throw new Refusal('approval_step_decided')
    return visit
  }

  step(id: Id): Step {
    const step = this.steps.find((one) => one.id === id)
    if (!step) throw new Refusal('approval_step_decided')
    return step
  }

  activeVisits(): readonly Visit[] {
    return this.visits.filter(({ status }) => status === 'active')
  }

  allVisits(): readonly Visit[] {
    return this.visits
  }

  allSteps(): readonly Step[] {
    return this.steps
  }

  stepsOf(visitId: Id): readonly Step[] {
    return this.steps.filter((step) => step.visitId === visitId)
  }

  /** The steps of the level that signs now. */
  stageSteps(visit: Visit): readonly Step[] {
    return this.stepsOf(visit.id).filter(({ stage }) => stage === visit.stage)
  }

  /** Opens a stay at a node; `visit` says what is special about it. */
  enter(nodeId: string, visit: Partial<Visit> = {}): Visit {
    const entered: Visit = {
      id: this.world.newId(),
      nodeId,
      round: this.visits.filter((one) => one.nodeId === nodeId).length + 1,
      status: 'active',
      enteredAt: this.world.at,
      leftAt: null,
      needs: null,
      plan: [],
      stage: 0,
      needed: 0,
      vetoing: false,
      covered: false,
      unassigned: false,
      fallback: false,
      escalated: false,
      dueAt: null,
      timer: null,
      branch: null,
      ...visit,
    }
    this.visits.push(entered)
    return entered
  }

  changeVisit(id: Id, change: Partial<Visit>): Visit {
    const index = this.visits.findIndex((one) => one.id === id)
    const changed = { ...this.visit(id), ...change }
    this.visits[index] = changed
    return changed
  }

  /** Ends a stay: what is still open there is no longer needed. */
  leave(id: Id, status: Exclude<Visit['status'], 'active'>): void {
    this.changeVisit(id, { status, leftAt: this.world.at, needs: null, timer: null, unassigned: false })
    this.supersede(this.stepsOf(id))
  }

  open(
    step: Pick<Step, 'visitId' | 'nodeId' | 'stage' | 'slot' | 'username' | 'kind'> & Partial<Step>,
  ): Step {
    const opened: Step = {
      onBehalfOf: null,
      before: null,
      ...step,
      id: this.world.newId(),
      status: 'open',
      openedAt: this.world.at,
      decidedAt: null,
      decidedBy: null,
      comment: null,
      conditions: null,
      earlier: null,
    }
    this.steps.push(opened)
    this.tell({ kind: 'opened', stepId: opened.id, visitId: opened.visitId, username: opened.username })
    return opened
  }

  reopen(id: Id): void {
    const step = this.changeStep(id, { status: 'open' })
    this.tell({ kind: 'opened', stepId: id, visitId: step.visitId, username: step.username })
  }

  decide(id: Id, status: StepStatus, decision: Pick<Step, 'decidedBy' | 'comment'> & Partial<Step>): Step {
    return this.changeStep(id, { ...decision, status, decidedAt: this.world.at })
  }

  changeStep(id: Id, change: Partial<Step>): Step {
    const index = this.steps.findIndex((one) => one.id === id)
    const changed = { ...this.step(id), ...change }
    this.steps[index] = changed
    return changed
  }

  supersede(steps: readonly Step[], status: 'superseded' | 'escalated' = 'superseded'): void {
    for (const step of steps) {
      if (step.status !== 'open' && step.status !== 'waiting') continue
      this.changeStep(step.id, { status, decidedAt: this.world.at })
    }
  }

  tell(effect: Effect): void {
    this.effects.push(effect)
  }

  /** Ends the case: nothing stays open, and nothing can end it a second time. */
  complete(status: Exclude<CaseStatus, 'running'>): void {
    if (!this.running) throw new Error('a case ends once')
    this.status = status
    for (const { id } of this.activeVisits()) this.leave(id, 'cancelled')
    this.tell({ kind: 'completed', status })
  }

  /** What came of it; the state that was put in when nothing changed. */
  result(): Moved {
    if (this.untouched()) return { state: this.origin, effects: [] }
    return {
      state: {
        ...this.origin,
        status: this.status,
        visits: this.visits,
        steps: this.steps,
        arrivals: this.arrivals,
        returns: this.returns,
        caretaker: this.caretaker,
        barred: this.barred,
        owner: this.owner,
      },
      effects: this.effects,
    }
  }

  private untouched(): boolean {
    const { origin } = this
    const same = (a: readonly object[], b: readonly object[]) =>
      a.length === b.length && a.every((row, index) => row === b[index])
    return (
      this.effects.length === 0 &&
      this.status === origin.status &&
      this.caretaker === origin.caretaker &&
      this.owner === origin.owner &&
      same(this.visits, origin.visits) &&
      same(this.steps, origin.steps)
    )
  }
}
