/** Text inside HTML and SVG, in elements and in quoted attributes alike. */
import { escapeHtml } from './markdown'

export const htmlText = (text: string): string => escapeHtml(text).replace(/"/g, '&quot;')
