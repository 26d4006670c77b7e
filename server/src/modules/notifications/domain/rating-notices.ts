import { both, ratedVariables, variable } from './kind-variables.js'

/** What people are told of ratings, early warnings and reviews. */
export const ratingNotices = {
  grade_changed: {
    group: 'customers',
    name: both('客户评级变动', 'A grade changed'),
    title: both('评级变动：{customer} {from} → {to}', 'Grade of {customer}: {from} → {to}'),
    body: both(
      '{customer}（{code}）的评级由 {from} 变为 {to}，原因：{cause}。',
      '{customer} ({code}) went from {from} to {to}. Cause: {cause}.',
    ),
    variables: {
      ...ratedVariables,
      from: variable('原等级', 'Grade before', 'A'),
      to: variable('现等级', 'Grade now', 'C'),
    },
    mail: 'now',
  },
  grades_changed: {
    group: 'customers',
    name: both('批量评级变动', 'Many grades changed'),
    title: both('批量评级变动：降级 {down} 家，升级 {up} 家', 'Grades changed: {down} down, {up} up'),
    body: both('详见评级变动清单。', 'See the list of changed grades.'),
    variables: {
      down: variable('降级客户数', 'Customers down', '86'),
      up: variable('升级客户数', 'Customers up', '41'),
    },
    mail: 'digest',
  },
  warning_raised: {
    group: 'customers',
    name: both('客户预警', 'Early warning of a customer'),
    title: both('预警：{customer} 得分 {score}', 'Early warning: {customer} scores {score}'),
    body: both(
      '{customer}（{code}）得分 {score}，低于预警线 {line}；现评级 {grade}，原因：{cause}。',
      '{customer} ({code}) scores {score}, below {line}; graded {grade}. Cause: {cause}.',
    ),
    variables: {
      ...ratedVariables,
      score: variable('得分', 'Score', '62.5'),
      line: variable('预警线', 'Threshold', '70'),
      grade: variable('现等级', 'Grade now', 'B'),
    },
    mail: 'now',
  },
  warnings_raised: {
    group: 'customers',
    name: both('批量预警', 'Many early warnings'),
    title: both('新增预警 {count} 家客户', 'Early warning of {count} customers'),
    body: both('详见预警清单。', 'See the list of warnings.'),
    variables: { count: variable('客户数', 'Customers', '37') },
    mail: 'now',
  },
  reviews_late: {
    group: 'customers',
    name: both('复审逾期', 'Reviews are late'),
    title: both('有 {count} 项复审已逾期', 'Late reviews: {count}'),
    body: both('请尽快完成复审，或改派同事。', 'Complete them soon, or give them to a colleague.'),
    variables: { count: variable('复审数', 'Reviews', '5') },
    mail: 'digest',
  },
} as const
