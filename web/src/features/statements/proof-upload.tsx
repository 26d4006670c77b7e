import { UploadOutlined } from '@ant-design/icons'
import { Button, Flex, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { sendProof } from './api'

/** Files that prove what the customer says: a stamped statement, a delivery note, a bank slip. */
export function ProofUpload({ token }: { token: string }) {
  const { t } = useTranslation('statements')
  const [sent, setSent] = useState<readonly string[]>([])
  const send = useMutation({
    mutationFn: (file: File) => sendProof(token, file),
    onSuccess: (_, file) => setSent((names) => [...names, file.name]),
  })
  return (
    <Flex vertical gap="small">
      <Upload
        showUploadList={false}
        beforeUpload={(file) => {
          send.mutate(file)
          return false
        }}
      >
        <Button icon={<UploadOutlined />} loading={send.isPending}>
          {t('link.upload')}
        </Button>
      </Upload>
      <ProblemAlert error={send.error} />
      {sent.map((name, index) => (
        <span key={`${name} ${index}`} className="xh-quiet">
          {t('link.uploaded', { name })}
        </span>
      ))}
    </Flex>
  )
}
