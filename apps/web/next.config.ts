import type { NextConfig } from "next"

process.env.NEXT_TELEMETRY_DISABLED = "1"

/** What every answer carries. The content security policy has a nonce, so `src/proxy.ts` writes it. */
const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  },
]

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  devIndicators: false,
  // `npm run check` runs the same compiler over the same files.
  typescript: { ignoreBuildErrors: true },
  transpilePackages: [
    "@alphas/api",
    "@alphas/auth",
    "@alphas/changes",
    "@alphas/client",
    "@alphas/db",
    "@alphas/documents",
    "@alphas/domain",
    "@alphas/email",
    "@alphas/jobs",
  ],
  // Native code, or packages that read their own files: left to Node instead of the bundler.
  serverExternalPackages: [
    "@node-rs/argon2",
    "exceljs",
    "ioredis",
    "nodemailer",
    "pdfkit",
    "pg-boss",
    "pino",
    "postgres",
    "react-email",
  ],
  experimental: { optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@tabler/icons-react"] },
  // The address of a calendar is a secret; the development server is the only one that writes down what it is asked for.
  logging: { incomingRequests: { ignore: [/^\/api\/calendar\//] } },
  headers: async () => [
    { source: "/:path*", headers },
    { source: "/api/calendar/:path*", headers: [{ key: "Referrer-Policy", value: "no-referrer" }] },
  ],
}

export default config
