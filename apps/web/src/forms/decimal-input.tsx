"use client"

import { TextInput, type TextInputProps } from "@mantine/core"
import { useState } from "react"
import { parseDecimal, sayDecimal } from "../format/numbers"
import { useReader } from "../format/reader"

interface Props extends Omit<TextInputProps, "value" | "onChange" | "type"> {
  /** A plain decimal, or as it was typed where that is none. */
  value?: string
  onChange?: (value: string) => void
  /** Digits after the point at most. */
  digits: number
}

/** A number in a form, typed as people write it. */
export function DecimalInput({ value = "", onChange, digits, ...props }: Props) {
  const { locale } = useReader()
  const [typed, setTyped] = useState<string | null>(null)
  const read = (text: string) => parseDecimal(text, { locale, digits }) ?? text.trim()
  const own = typed !== null && read(typed) === value ? typed : null
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      {...props}
      value={own ?? sayDecimal(value, locale)}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        onChange?.(read(event.currentTarget.value))
      }}
      onBlur={() => setTyped(null)}
    />
  )
}
