import { UploadOutlined } from '@ant-design/icons'
import { App, Button, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useProblemText } from '../../ui/problem-text'
import { importModel, useModelsChanged, type ModelItem } from './api'
import { base64Of, lookIntoOnnx } from './onnx-api'
import { OnnxDrawer, type OnnxFile } from './onnx-drawer'

/** A document of this program becomes a model at once; an ONNX file is looked into first. */
async function read(file: File): Promise<ModelItem | OnnxFile> {
  if (!/\.onnx$/i.test(file.name)) return importModel(JSON.parse(await file.text()) as unknown)
  const bytes = await base64Of(file)
  return { file: bytes, name: file.name, summary: await lookIntoOnnx(bytes) }
}

/** Takes a model that was exported, here or on another installation, or that was trained elsewhere (ONNX). */
export function ImportModel() {
  const { t } = useTranslation('models')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const changed = useModelsChanged()
  const problem = useProblemText()
  const [onnx, setOnnx] = useState<OnnxFile>()
  const take = useMutation({
    mutationFn: read,
    onSuccess: (found) => {
      if ('summary' in found) return setOnnx(found)
      void changed()
      void navigate(`/models/${found.id}`)
    },
    onError: (error) =>
      void message.error(error instanceof SyntaxError ? t('import.noJson') : problem(error).title),
  })
  return (
    <>
      <Upload
        accept=".json,.onnx"
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
      {onnx !== undefined && <OnnxDrawer from={onnx} onClose={() => setOnnx(undefined)} />}
    </>
  )
}
