/** @jsxRuntime automatic -- the worker runs this from source, whatever tsconfig its folder has. */

import { Layout, Paragraph } from "./layout"

interface InvoiceTemplate {
  title: string
  preview: string
  why: string
  language: string
  hello: string
  /** What the sender added, line by line. */
  message: string[]
  sentences: string[]
  agency: string
}

/** A letter that brings a file. */
export function InvoiceLetter({ hello, message, sentences, agency, ...layout }: InvoiceTemplate) {
  return (
    <Layout {...layout}>
      <Paragraph>{hello}</Paragraph>
      {[...message, ...sentences].map((line, at) => (
        // The lines of one text never change their places.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Paragraph key={at}>{line}</Paragraph>
      ))}
      <Paragraph>{agency}</Paragraph>
    </Layout>
  )
}
