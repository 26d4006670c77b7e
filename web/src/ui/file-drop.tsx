import { InboxOutlined } from '@ant-design/icons'
import { Spin, Upload } from 'antd'
import type { ReactNode } from 'react'
import styles from './file-drop.module.css'

interface FileDropProps {
  /** Endings and types as the browser's file dialogue takes them. */
  accept: string
  /** What is said while the file is on its way. */
  reading: ReactNode
  busy: boolean
  title: ReactNode
  hint: ReactNode
  onFile: (file: File) => void
}

/** A place to drop one file, or to choose one. */
export function FileDrop({ accept, reading, busy, title, hint, onFile }: FileDropProps) {
  return (
    <Spin spinning={busy} description={reading}>
      <Upload.Dragger
        accept={accept}
        multiple={false}
        showUploadList={false}
        beforeUpload={(file) => {
          onFile(file)
          return false
        }}
      >
        <p className={styles.icon}>
          <InboxOutlined aria-hidden />
        </p>
        <p>{title}</p>
        <p className="xh-quiet">{hint}</p>
      </Upload.Dragger>
    </Spin>
  )
}
