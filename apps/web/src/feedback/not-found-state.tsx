"use client"

import { Button, Text, Title } from "@mantine/core"
import Link from "next/link"
import classes from "./states.module.css"

/** There is no such page, or it is not this person's to see: the answer is the same. */
export function NotFoundState({ heading = 2 }: { heading?: 1 | 2 }) {
  return (
    <div className={classes.page}>
      <Title order={heading} fz="h1">
        Page not found
      </Title>
      <Text size="sm" c="dimmed" maw={420}>
        The address may be wrong, the page may have been removed, or you may not have access to it.
      </Text>
      <Button component={Link} href="/" size="sm" variant="default" mt="md">
        Go to home page
      </Button>
    </div>
  )
}
