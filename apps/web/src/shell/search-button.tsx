"use client"

import { ActionIcon, Kbd, UnstyledButton } from "@mantine/core"
import { IconSearch } from "@tabler/icons-react"
import clsx from "clsx"
import { useFrame } from "./frame"
import classes from "./search-button.module.css"
import { useModKey } from "./use-mod-key"

/** Opens the palette; on a phone it is an icon. */
export function SearchButton() {
  const { openPalette } = useFrame()
  const mod = useModKey()
  return (
    <>
      <UnstyledButton className={clsx(classes.wide)} onClick={openPalette} aria-label="Search">
        <IconSearch size={14} stroke={1.8} aria-hidden />
        <span>Search</span>
        <Kbd>{mod} K</Kbd>
      </UnstyledButton>
      <ActionIcon className={clsx(classes.small)} size={32} onClick={openPalette} aria-label="Search">
        <IconSearch size={18} stroke={1.6} />
      </ActionIcon>
    </>
  )
}
