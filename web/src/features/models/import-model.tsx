import { UploadOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Upload } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useProblemText } from '../../ui/problem-text'
import { importModel, useModelsChanged } from './api'

/** Takes a model that was exported, here or on another installation. */
export function ImportModel() {
  const { t } = useTranslation('models')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const changed = useModelsChanged()
  const problem = useProblemText()
  const take = useMutation({
    mutationFn: async (file: File) => importModel(JSON.parse(await file.text()) as unknown),
    onSuccess: (model) => {
      void changed()
      void navigate(`/models/${model.id}`)
    },
    onError: (error) =>
      void message.error(error instanceof SyntaxError ? t('import.noJson') : problem(error).title),
  })
  return (
    <Upload
      accept=".json"
      multiple={false}
      showUploadList={false}
      beforeUpload={(file) => {
        take.mutate(file)
        return false
      }}
    >
      <Button icon={<UploadOutlined />} loading={take.isPending}>
        {t('action.import')}
      </Button>
    </Upload>
  )
}
