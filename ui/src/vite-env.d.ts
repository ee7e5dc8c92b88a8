/// <reference types="vite/client" />
declare module 'culori'
