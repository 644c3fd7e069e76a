"use client"

import type { ClientImport } from "@alphas/domain/clients/import"
import { isolate } from "@alphas/domain/isolate"
import { Anchor, Button, FileButton, Group, Progress, Stack, Text } from "@mantine/core"
import { IconFileImport, IconUpload } from "@tabler/icons-react"
import { useRouter } from "next/navigation"
import { type DragEvent, useEffect, useRef, useState } from "react"
import { refusalOf, type ShownRefusal } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { EmptyState } from "../../feedback/states"
import { ready, refused } from "../../feedback/undo"
import { When } from "../../format/time"
import { RefusalNote } from "../../forms/form"
import { DotWord } from "../../shell/dot-word"
import { Page } from "../../shell/page"
import type { Column } from "../../table/column"
import { DataTable } from "../../table/data-table"
import classes from "./import.module.css"
import { importTemplate } from "./import-template"
import { stateWords, stillCreated } from "./import-words"
import { saveText } from "./save-file"
import { UploadProblem, uploadImport } from "./upload"

const figure = (number: number) => number > 0 && <span data-figures>{number}</span>

const columns: Column<ClientImport>[] = [
  { id: "file", header: "File", width: 280, cell: (each) => each.fileName },
  {
    id: "state",
    header: "Status",
    width: 190,
    card: "aside",
    cell: (each) => {
      const [word, tone] = stateWords[each.state]
      return <DotWord tone={tone}>{word}</DotWord>
    },
  },
  { id: "at", header: "When", width: 130, cell: (each) => <When at={each.createdAt} /> },
  {
    id: "rows",
    header: "Rows",
    width: 90,
    align: "right",
    card: "none",
    cell: (each) => figure(each.rowsTotal),
  },
  {
    id: "created",
    header: "Created",
    width: 90,
    align: "right",
    card: "none",
    cell: (each) => figure(stillCreated(each)),
  },
]

/** Where an import begins, and the ones before it. */
export function ImportsPage() {
  const imports = trpc.clients.imports.list.useQuery({ limit: 50 })
  return (
    <Page trail={[{ label: "Clients", href: "/clients" }, { label: "Import" }]}>
      <div className={classes.page}>
        <DropPlace />
        <DataTable
          id="imports"
          label="Imports"
          columns={columns}
          rows={imports.data?.items}
          error={imports.error}
          retry={() => void imports.refetch()}
          name={(each) => each.fileName}
          href={(each) => `/clients/import/${each.id}`}
          empty={
            <EmptyState icon={IconFileImport} title="No imports yet">
              Imported files appear here with their results. You can undo each import.
            </EmptyState>
          }
        />
      </div>
    </Page>
  )
}

const problemOf = (error: unknown): ShownRefusal =>
  error instanceof UploadProblem ? { ...refusalOf(error), message: error.message } : refusalOf(error)

function DropPlace() {
  const { client } = trpc.useUtils()
  const router = useRouter()
  const [share, setShare] = useState<number | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const [over, setOver] = useState(false)
  /** Whether the page is still shown; nobody is pulled off another one. */
  const here = useRef(false)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])

  const take = async (file: File | null) => {
    if (file === null || share !== null) return
    setProblem(null)
    setShare(0)
    try {
      const href = `/clients/import/${await uploadImport(client, file, setShare)}`
      if (here.current) router.push(href)
      else ready(`${isolate(file.name)} uploaded`, { label: "Check import", href })
    } catch (error) {
      if (!here.current) refused(`${isolate(file.name)} could not be uploaded`, problemOf(error).message)
      setProblem(error)
      setShare(null)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files.item(0))
  }
  return (
    <section
      className={classes.drop}
      data-over={over || undefined}
      aria-label="Choose a file"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Stack align="center" gap="xs">
        <IconUpload className={classes.dropIcon} size={24} stroke={1.4} aria-hidden />
        <Text size="sm" fw={500}>
          {share === null ? "Drop a CSV file here" : "Uploading"}
        </Text>
        {share === null ? (
          <FileButton onChange={(file) => void take(file)} accept=".csv,.tsv,.txt,text/csv">
            {(props) => (
              <Button size="sm" {...props}>
                Choose a file
              </Button>
            )}
          </FileButton>
        ) : (
          <Group w={260} gap="xs" wrap="nowrap">
            <Progress value={share * 100} flex={1} aria-label="Uploading" />
            <Text size="xs" c="dimmed" data-figures>
              {Math.round(share * 100)} %
            </Text>
          </Group>
        )}
        <Text size="xs" c="dimmed" className={classes.help ?? ""}>
          The first line names the columns, and one column has the client name. You check every row before
          anything is imported.{" "}
          <Anchor
            component="button"
            type="button"
            size="xs"
            onClick={() => saveText("clients template.csv", importTemplate())}
          >
            Download template
          </Anchor>
        </Text>
        {problem !== null && <RefusalNote refusal={problemOf(problem)} />}
      </Stack>
    </section>
  )
}
