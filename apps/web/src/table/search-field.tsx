"use client"

import { CloseButton, TextInput } from "@mantine/core"
import { IconSearch } from "@tabler/icons-react"
import { useCallback, useEffect, useRef, useState } from "react"

/** Waits until somebody has stopped typing, in milliseconds. */
const pause = 200

interface Props {
  value: string
  onChange: (value: string) => void
  placeholder: string
}

/** Searches in the list below it; `/` goes there. */
export function SearchField({ value, onChange, placeholder }: Props) {
  const [text, setText] = useState(value)
  const sent = useRef(value)
  // The address changed by itself: the back button, or a cleared filter.
  useEffect(() => {
    if (value !== sent.current) setText(value)
    sent.current = value
  }, [value])
  const send = useCallback(() => {
    if (text === sent.current) return
    sent.current = text
    onChange(text)
  }, [text, onChange])
  useEffect(() => {
    const timer = setTimeout(send, pause)
    return () => clearTimeout(timer)
  }, [send])
  return (
    <TextInput
      data-list-search
      size="xs"
      w={{ base: 180, sm: 220 }}
      type="search"
      value={text}
      placeholder={placeholder}
      aria-label={placeholder}
      leftSection={<IconSearch size={14} stroke={1.8} />}
      rightSection={
        text !== "" && <CloseButton size="xs" aria-label="Clear search" onClick={() => setText("")} />
      }
      onChange={(event) => setText(event.currentTarget.value)}
      // Who goes on to a link of the list must not be held back by an address that changes behind them.
      onBlur={send}
      onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
    />
  )
}
