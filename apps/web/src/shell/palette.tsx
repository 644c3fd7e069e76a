"use client"

import { may } from "@alphas/domain/permissions"
import { Modal, useMantineColorScheme, VisuallyHidden } from "@mantine/core"
import { useDebouncedValue } from "@mantine/hooks"
import { Spotlight, spotlight } from "@mantine/spotlight"
import "@mantine/spotlight/styles.layer.css"
import {
  IconBuildingStore,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconPlus,
  IconSearch,
  IconSun,
  IconUserCircle,
} from "@tabler/icons-react"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import clsx from "clsx"
import { useRouter } from "next/navigation"
import { type ComponentType, useEffect, useState } from "react"
import { useTRPC } from "../data/trpc"
import { useMe } from "../features/session/me"
import { useSignOut } from "../features/session/sign-out"
import { useFrame } from "./frame"
import classes from "./palette.module.css"
import { usePlaces } from "./places"

interface Command {
  id: string
  label: string
  /** Other words it is found by. */
  also?: string
  description?: string
  icon: ComponentType<{ size?: number; stroke?: number }>
  run: () => void
}

/** Goes anywhere and does anything by typing: pages, clients, commands. Mounted while it is open. */
export function Palette({ close }: { close: () => void }) {
  const [text, setText] = useState("")
  const commands = useCommands()
  const clients = useClients(text)
  useEffect(() => spotlight.open(), [])

  const words = text.trim().toLowerCase()
  const fits = ({ label, also = "" }: Command) => `${label} ${also}`.toLowerCase().includes(words)
  const groups = [
    { group: "Clients", found: clients.found },
    ...commands.map(({ group, list }) => ({ group, found: list.filter(fits) })),
  ].filter(({ found }) => found.length > 0)

  return (
    <Spotlight.Root
      query={text}
      onQueryChange={setText}
      onSpotlightClose={close}
      shortcut={null}
      scrollable
      maxHeight={440}
      size={560}
      radius="lg"
      transitionProps={{ duration: 80, transition: "fade" }}
      overlayProps={{ backgroundOpacity: 0.3 }}
      classNames={{
        content: clsx(classes.content),
        search: clsx(classes.search),
        actionsList: clsx(classes.actions),
        actionsGroup: clsx(classes.group),
        action: clsx(classes.action),
        actionSection: clsx(classes.section),
      }}
    >
      <VisuallyHidden>
        <Modal.Title>Search and commands</Modal.Title>
      </VisuallyHidden>
      <Spotlight.Search
        placeholder="Search clients, or type a command"
        aria-label="Search clients, or type a command"
        leftSection={<IconSearch size={17} stroke={1.6} />}
      />
      {groups.length > 0 ? (
        <Spotlight.ActionsList>
          {groups.map(({ group, found }) => (
            <Spotlight.ActionsGroup key={group} label={group}>
              {found.map(({ id, label, description, icon: Picture, run }) => (
                <Spotlight.Action
                  key={id}
                  label={label}
                  leftSection={<Picture size={17} stroke={1.6} />}
                  onClick={run}
                  {...(description === undefined ? {} : { description })}
                />
              ))}
            </Spotlight.ActionsGroup>
          ))}
        </Spotlight.ActionsList>
      ) : (
        <Spotlight.Empty>{clients.searching ? "Searching" : "Nothing found"}</Spotlight.Empty>
      )}
    </Spotlight.Root>
  )
}

function useClients(text: string): { found: Command[]; searching: boolean } {
  const trpc = useTRPC()
  const router = useRouter()
  const { role } = useMe()
  const [wanted] = useDebouncedValue(text.trim(), 120)
  const { data, isFetching } = useQuery(
    trpc.clients.list.queryOptions(
      { text: wanted, limit: 8 },
      {
        enabled: wanted !== "" && may(role, "clients.read"),
        placeholderData: keepPreviousData,
        staleTime: 10_000,
      },
    ),
  )
  if (text.trim() === "") return { found: [], searching: false }
  const found = (data?.items ?? []).map((client) => ({
    id: client.id,
    label: client.name,
    description: [client.domain, client.city].filter(Boolean).join(" · "),
    icon: IconBuildingStore,
    run: () => router.push(`/clients/${client.id}`),
  }))
  return { found, searching: isFetching || wanted !== text.trim() }
}

function useCommands(): { group: string; list: Command[] }[] {
  const router = useRouter()
  const places = usePlaces()
  const { role } = useMe()
  const { openKeys } = useFrame()
  const { signOut } = useSignOut()
  const { setColorScheme } = useMantineColorScheme()
  return [
    {
      group: "Go to",
      list: [
        ...places.map((place) => ({
          id: place.href,
          label: place.label,
          icon: place.icon,
          run: () => router.push(place.href),
        })),
        {
          id: "account",
          label: "Profile and security",
          also: "password sessions tokens second factor account",
          icon: IconUserCircle,
          run: () => router.push("/account"),
        },
      ],
    },
    {
      group: "Do",
      list: [
        ...(may(role, "clients.create")
          ? [
              {
                id: "new",
                label: "Create a client",
                also: "new add",
                icon: IconPlus,
                run: () => router.push("/clients/new"),
              },
            ]
          : []),
        {
          id: "light",
          label: "Use the light theme",
          also: "mode",
          icon: IconSun,
          run: () => setColorScheme("light"),
        },
        {
          id: "dark",
          label: "Use the dark theme",
          also: "mode",
          icon: IconMoon,
          run: () => setColorScheme("dark"),
        },
        { id: "keys", label: "Keyboard shortcuts", also: "help ?", icon: IconKeyboard, run: openKeys },
        { id: "out", label: "Sign out", also: "log out", icon: IconLogout, run: signOut },
      ],
    },
  ]
}
