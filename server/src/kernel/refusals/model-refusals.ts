import { refusal, type RefusalKind } from './refusal-kind.js'

/** Training and use of statistical models. */
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
  training_time_column: refusal(
    400,
    '时间列 {column} 第 {row} 行不是日期，无法按时间划分。',
    'Row {row} of the time column {column} is no date, so the data cannot be split by time.',
  ),
  delay_column_unknown: refusal(
    400,
    '找不到表示 {role} 的列；现有列：{columns}。请用 --customer、--issued、--due、--settled 指明。',
    'No column was recognised as {role}; the file has {columns}. Name it with --customer, --issued, --due or --settled.',
  ),
  delay_no_days: refusal(
    400,
    '列 {column} 中有不是日期的内容或空白（行 {row}）。',
    'The column {column} holds something that is no day, or a gap (row {row}).',
  ),
  delay_too_few: refusal(
    400,
    '可用于学习的已结清发票只有 {count} 张，至少需要 {min} 张。',
    'There are only {count} settled invoices to learn from; at least {min} are needed.',
  ),
  model_without_features: refusal(
    400,
    '模型没有用到任何特征，没有可导出的 SQL。',
    'The model reads no feature: there is nothing to export as SQL.',
  ),
  training_bound: refusal(
    400,
    '排除条件中列 {column} 的界限 {value} 不是数字。',
    'The bound {value} of the exclusion by column {column} is no number.',
  ),
  training_weight: refusal(
    400,
    '权重列 {column} 第 {row} 行不是大于 0 的数。',
    'Row {row} of the weight column {column} is no number above 0.',
  ),
  training_bins: refusal(
    400,
    '特征 {column} 的分箱有误：切点应逐个增大，分组不能为空，同一取值只能出现在一组。',
    'The bins of {column} are not right: cut points grow one by one, no group is empty, and a text is in one group only.',
  ),
  training_no_binned_feature: refusal(
    400,
    '列 {column} 不能作为特征（{reason}）。',
    'The column {column} cannot be a feature ({reason}).',
  ),
  training_one_day: refusal(
    400,
    '时间列 {column} 只有一个日期（{day}），无法按时间划分。',
    'The time column {column} has the single day {day}, so the data cannot be split by time.',
  ),
  training_target_reused: refusal(
    400,
    '目标列 {column} 不能同时作为时间、分组或金额列。',
    'The target {column} cannot be the column of time, segment or amount as well.',
  ),
  training_over: refusal(409, '训练已经结束，无法取消。', 'The training is over and cannot be cancelled.'),
  training_broke: refusal(
    409,
    '训练因程序错误中断，管理员可在日志中查看原因。',
    'The training broke off because of a fault of the program; the log tells the administrator why.',
  ),
  training_not_found: refusal(404, '训练任务不存在。', 'There is no such training.'),
  dataset_not_found: refusal(404, '训练数据不存在。', 'There is no such training data.'),
  model_not_found: refusal(404, '模型不存在。', 'There is no such model.'),
  model_status: refusal(
    409,
    '模型当前的状态不允许此操作，请刷新后再看。',
    'The model does not stand where this is possible; look at it again.',
  ),
  model_without_report: refusal(
    409,
    '模型还没有验证报告，请先用带结果的数据试跑。',
    'The model has no validation report yet; try it on data with outcomes first.',
  ),
  model_report_inconclusive: refusal(
    409,
    '验证报告中的测试样本（{n} 条，其中坏 {bad}）无法判断模型的区分能力。',
    'The tested cases of the report ({n}, of which {bad} bad) cannot tell how well the model ranks.',
  ),
  model_not_approved_for: refusal(
    409,
    '该模型尚未获批用于此用途，请先提交审批。',
    'The model is not approved for this use; submit it for approval first.',
  ),
  forecast_too_few: refusal(
    409,
    '账簿中可学习的付款只有 {count} 笔，至少需要 {min} 笔；在此之前按客户、分部和全账簿的历史预测。',
    'The book has {count} payments to learn from and needs {min}; until then forecasts follow the histories of customers, segments and the book.',
  ),
  forecast_feature_unknown: refusal(
    400,
    '没有名为 {feature} 的特征。',
    'There is no feature named {feature}.',
  ),
  forecast_feature_later: refusal(
    400,
    '特征 {feature} 事后才知道，从不参与付款预测，无需排除。',
    'The feature {feature} is only known later; it never takes part in a payment forecast.',
  ),
  forecast_training_runs: refusal(
    409,
    '已有付款预测正在训练，请等待其结束或先取消。',
    'A training of the payment forecast is running; wait for its end or cancel it.',
  ),
  forecast_not_better: refusal(
    409,
    '第 {version} 版在留出的数周内并不优于现用的预测，不能申请启用。',
    'Version {version} was no better than what is in use on the weeks held out, so its use cannot be asked for.',
  ),
  model_in_approval: refusal(
    409,
    '该模型正在审批中，请等待审批结束或先撤回。',
    'An approval of the model is running; wait for its end or withdraw it.',
  ),
  model_import_invalid: refusal(
    400,
    '文件不是本程序导出的模型：{detail}。',
    'The file is not a model that this program has exported: {detail}.',
  ),
  onnx_unreadable: refusal(
    400,
    '文件不是可读取的 ONNX 模型。',
    'The file is not an ONNX model that can be read.',
  ),
  onnx_unsupported: refusal(
    400,
    'ONNX 模型用到了本程序不支持的内容：{what}。支持两类分类的线性模型和树模型，及其标准化、填补和独热编码。',
    'The ONNX model uses something that this program does not do: {what}. Linear and tree models of two classes are taken, with scaling, imputing and one-hot encoding.',
  ),
  onnx_no_probability: refusal(
    400,
    'ONNX 模型没有给出违约概率的输出。',
    'The ONNX model has no output that is a probability.',
  ),
  onnx_mapping: refusal(
    400,
    'ONNX 模型有 {columns} 个输入列，对应了 {given} 个特征，二者必须一致。',
    'The ONNX model has {columns} input columns and {given} features were given; there must be one for each.',
  ),
  onnx_feature_twice: refusal(
    400,
    '特征 {feature} 对应了两个输入列。',
    'The feature {feature} stands for two input columns.',
  ),
  onnx_class: refusal(
    400,
    'ONNX 模型没有类别 {class}；它的类别是 {classes}。',
    'The ONNX model has no class {class}; its classes are {classes}.',
  ),
  feature_known_later: refusal(
    400,
    '特征 {feature} 只保存现在的值，无法还原到过去某天，用它训练会泄露事后信息。',
    'The feature {feature} is kept as it is now and cannot be told for an earlier day: training on it would leak what came later.',
  ),
  sample_doubtful_days: refusal(
    400,
    '不定样本的天数（{doubtful}）应小于坏样本的天数（{overdue}）。',
    'Days from which a case is neither good nor bad ({doubtful}) must be fewer than those from which it is bad ({overdue}).',
  ),
  sample_not_over: refusal(
    400,
    '{day} 之后的 {months} 个月还没有过完，结果尚未可知；请选更早的观察日。',
    'The {months} months after {day} are not over, so the outcome is not known yet; choose an earlier day.',
  ),
  overlay_not_found: refusal(404, '叠加调整 {id} 不存在。', 'There is no overlay {id}.'),
  overlay_not_running: refusal(
    409,
    '叠加调整没有生效或已经结束。',
    'The overlay is not approved, or it is over already.',
  ),
  overlay_period: refusal(
    400,
    '有效期须从今天或以后开始，不早于首日结束，且不超过 {max} 天。',
    'An overlay begins today or later, ends not before it begins, and lasts at most {max} days.',
  ),
  monitoring_subject_not_found: refusal(
    404,
    '没有可监控的评分卡或模型 {id}。',
    'There is no scorecard or model {id} to be watched.',
  ),
  money_same_model: refusal(400, '请选择两个不同的模型。', 'Choose two different models.'),
  money_no_cases: refusal(
    409,
    '还没有两个模型都打过分、且 {months} 个月观察期已过的评级。',
    'There is no rating yet beside which both models scored and whose {months} months are over.',
  ),
  back_test_period: refusal(
    400,
    '期间须至少包含一个月末、开始早于结束，且不超过 {months} 个月。',
    'The period must hold a month end, begin before it ends, and last at most {months} months.',
  ),
  validation_run_not_found: refusal(404, '检验任务 {id} 不存在。', 'There is no validation run {id}.'),
  validation_run_over: refusal(
    409,
    '任务已结束（{status}），不能再取消。',
    'The run has ended ({status}) and cannot be cancelled.',
  ),
  validation_run_broke: refusal(
    409,
    '任务因程序错误中断，系统已记录并会重试；若仍失败请联系管理员。',
    'The run was broken off by a fault of the program, which is in its log.',
  ),
  sample_too_large: refusal(
    400,
    '客户数乘以观察日共 {cases} 个样本，一次最多 {max} 个；请减少观察日。',
    'Customers times days make {cases} cases; at most {max} are drawn at once. Choose fewer days.',
  ),
  sample_empty: refusal(
    400,
    '在这些观察日没有可用的样本：客户当时已经逾期，或窗口内没有到期的账款。',
    'On these days there is no case: customers were late already, or nothing fell due in the window.',
  ),
  model_not_for_book: refusal(
    409,
    '该模型读取的列 {column} 不在客户特征目录中，只能对文件打分。',
    'The model reads {column}, which is no feature of customers; it can only score files.',
  ),
} as const satisfies Record<string, RefusalKind>
