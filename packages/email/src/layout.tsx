/** @jsxRuntime automatic -- the worker runs this from source, whatever tsconfig its folder has. */

import type { ReactNode } from "react"
import { Body, Button, Container, Head, Heading, Hr, Html, Link, Preview, Section, Text } from "react-email"

const family = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"

/** The colours of the pages' light theme; where an email program knows dark, the style sheet below changes them. */
const text = {
  color: "#1b1b1f",
  fontFamily: family,
  fontSize: "15px",
  lineHeight: "1.55",
  margin: "0 0 16px",
}
const quiet = { ...text, color: "#66666e", fontSize: "13px", margin: "0 0 8px" }
const hairline = { borderColor: "#e4e4e7", borderTop: "1px solid #e4e4e7", margin: "24px 0 16px" }
const button = {
  backgroundColor: "#4f59d4",
  borderRadius: "6px",
  color: "#ffffff",
  display: "inline-block",
  fontFamily: family,
  fontSize: "15px",
  fontWeight: 600,
  padding: "11px 18px",
  textDecoration: "none",
}

const dark = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .page, .page > table > tbody > tr > td { background-color: #18191c !important; }
    .card { background-color: #1f2024 !important; border-color: #303137 !important; }
    .text { color: #e8e8eb !important; }
    .quiet, .quiet a { color: #9b9ba4 !important; }
    .line { border-color: #303137 !important; }
    .button { background-color: #979ef3 !important; color: #131417 !important; }
  }
  @media (max-width: 480px) { .card > tbody > tr > td { padding: 24px 20px !important; } }
`

/** One email: a heading, a few sentences and, below a hairline, why it came. */
export function Layout(props: {
  title: string
  preview: string
  children: ReactNode
  why: ReactNode
  /** BCP 47; English unless said otherwise. */
  language?: string
}) {
  return (
    <Html lang={props.language ?? "en"} dir="ltr">
      <Head>
        <title>{props.title}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{dark}</style>
      </Head>
      <Preview useTitleTag={false}>{props.preview}</Preview>
      <Body className="page" style={{ backgroundColor: "#fafafa", margin: 0, padding: "32px 12px" }}>
        <Container
          className="card"
          style={{
            backgroundColor: "#ffffff",
            border: "1px solid #e4e4e7",
            borderRadius: "8px",
            maxWidth: "520px",
            padding: "32px",
          }}
        >
          <Heading
            as="h1"
            className="text"
            style={{ ...text, fontSize: "20px", fontWeight: 600, lineHeight: "1.3" }}
          >
            {props.title}
          </Heading>
          {props.children}
          <Hr className="line" style={hairline} />
          <Text className="quiet" style={quiet}>
            {props.why}
          </Text>
        </Container>
      </Body>
    </Html>
  )
}

export function Paragraph({ children }: { children: ReactNode }) {
  return (
    <Text className="text" style={text}>
      {children}
    </Text>
  )
}

/** The one button, with its address below for programs that show no button. */
export function Action({ href, children }: { href: string; children: string }) {
  return (
    <Section>
      <Button className="button" href={href} style={button}>
        {children}
      </Button>
      <Text className="quiet" style={{ ...quiet, margin: "16px 0", wordBreak: "break-all" }}>
        Or open this address: <Link href={href} style={{ color: "#66666e" }}>{`${href}`}</Link>
      </Text>
    </Section>
  )
}
