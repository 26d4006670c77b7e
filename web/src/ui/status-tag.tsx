import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  ExclamationCircleOutlined,
  MinusCircleOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import styles from './tags.module.css'

export type Tone = 'good' | 'warn' | 'danger' | 'info' | 'neutral'

const icons: Readonly<Record<Tone, ReactNode>> = {
  good: <CheckCircleOutlined aria-hidden />,
  warn: <ExclamationCircleOutlined aria-hidden />,
  danger: <CloseCircleOutlined aria-hidden />,
  info: <ClockCircleOutlined aria-hidden />,
  neutral: <MinusCircleOutlined aria-hidden />,
}

interface StatusTagProps {
  tone: Tone
  icon?: ReactNode
  children: ReactNode
}

/** A status: always words and an icon, never colour alone. */
export function StatusTag({ tone, icon, children }: StatusTagProps) {
  return (
    <span className={styles.status} data-tone={tone}>
      {icon ?? icons[tone]}
      {children}
    </span>
  )
}
