"use client"

import { ActionIcon, Button } from "@mantine/core"
import { IconTemplate } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useState } from "react"

const TemplatesDialog = dynamic(() => import("./templates-dialog").then((module) => module.TemplatesDialog), {
  ssr: false,
})

/** Opens the list of templates: a word on a wide screen, a picture on a phone. */
export function TemplatesAction() {
  const [open, setOpen] = useState(false)
  const show = () => setOpen(true)
  return (
    <>
      <Button
        size="xs"
        variant="default"
        visibleFrom="md"
        leftSection={<IconTemplate size={15} stroke={1.6} />}
        onClick={show}
      >
        Templates
      </Button>
      <ActionIcon size={32} variant="default" hiddenFrom="md" aria-label="Templates" onClick={show}>
        <IconTemplate size={16} stroke={1.6} />
      </ActionIcon>
      {open && <TemplatesDialog close={() => setOpen(false)} />}
    </>
  )
}
