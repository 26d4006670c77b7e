import { Refusal } from '../../../../../kernel/errors.js'
import type { FittedModel } from '../training/model.js'
import { boostedSql } from './boosted-sql.js'
import { linearSql } from './linear-sql.js'
import { scorecardSql } from './scorecard-sql.js'
import type { SqlTarget } from './sql-text.js'

/**
 * A model as one SELECT for PostgreSQL: key, points (scorecards), score and pd of each record of a table. Features that
 * are numbers stand in columns of numbers (or of texts where they know codes), categories in columns of texts. Points and score
 * are those of the program to the last bit; pd may differ in the last digit, as exp() does between machines.
 */
export function modelSql(model: FittedModel, target: SqlTarget): string {
  switch (model.method) {
    case 'scorecard':
      if (model.features.length === 0) throw new Refusal('model_without_features')
      return scorecardSql(model, target)
    case 'gbm':
      return boostedSql(model, target)
    case 'linear':
      return linearSql(model, target)
  }
}
