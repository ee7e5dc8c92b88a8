// Addresses as the vendors' own documentation gives them, read 2026-11. A preset fills the form; nothing is sent.
export const DATED = '2026-11'
export const PRESETS: { name: string; base_url: string; local?: boolean }[] = [
  { name: 'OpenAI', base_url: 'https://api.openai.com/v1' },
  { name: 'DeepSeek', base_url: 'https://api.deepseek.com/v1' },
  { name: 'Qwen', base_url: 'https://dashscope.aliyuncs.com/compatible-mode/v1' },
  { name: 'Mistral', base_url: 'https://api.mistral.ai/v1' },
  { name: 'OpenRouter', base_url: 'https://openrouter.ai/api/v1' },
  { name: 'Groq', base_url: 'https://api.groq.com/openai/v1' },
  { name: 'Ollama', base_url: 'http://127.0.0.1:11434/v1', local: true },
  { name: 'llama.cpp', base_url: 'http://127.0.0.1:8080/v1', local: true },
  { name: 'LM Studio', base_url: 'http://127.0.0.1:1234/v1', local: true },
  { name: 'vLLM', base_url: 'http://127.0.0.1:8000/v1', local: true },
]
