import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env['XINHENG_API'] ?? 'http://127.0.0.1:3000'

export default defineConfig({
  plugins: [react()],
  server: { port: 5173, proxy: { '/api': server, '/health': server } },
  build: {
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    manifest: true,
  },
})
