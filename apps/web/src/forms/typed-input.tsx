"use client"

import { TextInput, type TextInputProps } from "@mantine/core"
import { useEffect, useRef, useState } from "react"

/** An input whose value is written in another way than it is kept in. */
export interface TypedProps extends Omit<TextInputProps, "type" | "value" | "onChange"> {
  value?: string
  onChange?: (value: string) => void
}

interface Props extends TypedProps {
  /** The value as it is shown. */
  write: (value: string) => string
  /** The value of what was typed; null where it is none. */
  read: (typed: string) => string | null
  /** What is said of what cannot be read. */
  problem: string
}

/**
 * A field for a value that is typed. What cannot be read stays as it was typed, is told when the field is left, and keeps
 * its form from being sent.
 */
export function TypedInput({ value = "", onChange, onBlur, write, read, problem, error, ...props }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState<string | null>(null)
  const [told, setTold] = useState(false)
  // A value that came from elsewhere, as from a picker, is shown in the place of what was typed.
  const typed = text !== null && (read(text) ?? "") === value ? text : null
  const unread = typed !== null && typed.trim() !== "" && read(typed) === null

  useEffect(() => {
    input.current?.setCustomValidity(unread ? problem : "")
  }, [unread, problem])
  return (
    <TextInput
      ref={input}
      autoComplete="off"
      {...props}
      value={typed ?? write(value)}
      error={unread && told ? problem : error}
      onChange={(event) => {
        setText(event.currentTarget.value)
        setTold(false)
        onChange?.(read(event.currentTarget.value) ?? "")
      }}
      onInvalid={() => setTold(true)}
      onBlur={(event) => {
        if (unread) setTold(true)
        else setText(null)
        onBlur?.(event)
      }}
    />
  )
}
