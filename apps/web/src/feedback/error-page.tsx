"use client"

import { Button, Code, Group, Text, Title } from "@mantine/core"
import Link from "next/link"
import { refusalOf } from "../data/refusal"
import { databaseAway } from "./away"
import classes from "./states.module.css"

interface Props {
  error: unknown
  retry: () => void
}

/** A page that broke: what can be done, and the id under which the log has it. */
export function ErrorPage({ error, retry }: Props) {
  const { message, requestId } = refusalOf(error)
  // Next gives an error of the server's render a digest; the server's log names the same.
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null
  const away = digest === databaseAway
  const id = away ? null : (requestId ?? digest)
  return (
    <div className={classes.page}>
      <Title order={2} fz="h1">
        {away ? "The database is not available" : "Something went wrong on this page"}
      </Title>
      <Text size="sm" c="dimmed" maw={420}>
        {away ? "Try again in a moment." : message} Your saved work is safe.
      </Text>
      <Group gap="xs" mt="md" justify="center">
        <Button size="sm" onClick={retry}>
          Try again
        </Button>
        <Button size="sm" variant="default" component={Link} href="/">
          Go to home page
        </Button>
      </Group>
      {id && (
        <Text size="xs" c="dimmed" mt="md">
          If it happens again, give an admin this request ID: <Code>{id}</Code>
        </Text>
      )}
    </div>
  )
}
