import { expect, test } from "vitest"
import { readCookie } from "./cookies"
import { describeDevice } from "./device"
import { apiToken, bearerToken } from "./tokens"

test("a User-Agent is told in words that people know", () => {
  for (const [agent, words] of [
    ["Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0", "Firefox on Linux"],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0",
      "Edge on Windows",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
      "Safari on macOS",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
      "Safari on iPhone",
    ],
    [
      "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36",
      "Chrome on Android",
    ],
    ["alphas-cli/0.1.0 node/20", "alphas-cli"],
    ["", "Unknown device"],
    ["<script>alert(1)</script>", "Unknown device"],
  ] as const) {
    expect(describeDevice(agent)).toBe(words)
  }
})

test("a cookie is found among broken ones of other people", () => {
  expect(readCookie("a=%; alphas_session=one; b", "alphas_session")).toBe("one")
  expect(readCookie("alphas_session_2=no;alphas_session=a=b", "alphas_session")).toBe("a=b")
  expect(readCookie("", "alphas_session")).toBeNull()
})

test("only a whole API token after Bearer is taken for one", () => {
  const { secret, prefix } = apiToken()
  expect(secret.startsWith(prefix)).toBe(true)
  expect(prefix).toHaveLength(10)
  expect(bearerToken(`Bearer ${secret}`)).toBe(secret)
  expect(bearerToken(`bearer  ${secret} `)).toBe(secret)
  for (const other of [
    secret,
    `Basic ${secret}`,
    `Bearer ${secret}x`,
    "Bearer",
    `Bearer ${secret.slice(1)}`,
  ]) {
    expect(bearerToken(other)).toBeNull()
  }
})
