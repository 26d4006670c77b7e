import { refusal, type RefusalKind } from './refusal-kind.js'

/** Training of statistical models. */
export const modelRefusals = {
  training_column_missing: refusal(
    400,
    '文件中没有列 {column}；现有列：{columns}。',
    'The file has no column {column}; it has {columns}.',
  ),
  training_columns_repeated: refusal(
    400,
    '列名 {column} 出现多次，请改名后重试。',
    'Several columns are called {column}; rename them.',
  ),
  training_row_too_long: refusal(
    400,
    '第 {row} 行的单元格多于表头的列数。',
    'Row {row} has more cells than the header has columns.',
  ),
  training_target_not_binary: refusal(
    400,
    '目标列 {column} 应只含 0（好）和 1（坏），但含有 {count} 种值：{values}。请用 --bad 指明哪个值为坏。',
    'The target {column} must hold 0 (good) and 1 (bad), but holds {count} different values: {values}. Name the bad one with --bad.',
  ),
  training_too_few: refusal(
    400,
    '训练样本太少：{rows} 行，其中坏 {bad}、好 {good}；至少需要 {minRows} 行、坏好各 {minClass}。',
    'The training part is too small: {rows} rows with {bad} bad and {good} good; at least {minRows} rows and {minClass} of each are needed.',
  ),
  training_split_no_key: refusal(
    400,
    '划分文件需要一列与数据文件同名的行标识和一列 train/test；其列为 {columns}。',
    'The split file needs a column of row names that the data has too, and a column with train or test; it has {columns}.',
  ),
  training_key_repeated: refusal(
    400,
    '行标识列 {column} 中 {value} 出现多次。',
    'The column of row names {column} has {value} more than once.',
  ),
  training_split_no_train: refusal(
    400,
    '划分文件没有把数据中的任何一行标为 train。',
    'The split file marks no row of the data as train.',
  ),
  training_no_feature: refusal(
    400,
    '除目标和标识外没有可用作特征的列。',
    'Beside the target and names there is no column that could be a feature.',
  ),
} as const satisfies Record<string, RefusalKind>
