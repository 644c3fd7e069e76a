"use client"

import { campaignStatusLabels } from "@alphas/domain/campaigns/words"
import { may, type Permission } from "@alphas/domain/permissions"
import { Modal, useMantineColorScheme, VisuallyHidden } from "@mantine/core"
import { useDebouncedValue } from "@mantine/hooks"
import { createSpotlight, Spotlight } from "@mantine/spotlight"
import "@mantine/spotlight/styles.layer.css"
import {
  IconBuildingStore,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconPlus,
  IconSearch,
  IconSpeakerphone,
  IconSun,
  IconUserCircle,
} from "@tabler/icons-react"
import { keepPreviousData } from "@tanstack/react-query"
import clsx from "clsx"
import { type ComponentType, useEffect, useRef, useState } from "react"
import { useMe } from "../data/me"
import { trpc } from "../data/trpc"
import { useFrame } from "./frame"
import classes from "./palette.module.css"
import { usePlaces } from "./places"
import { useSignOut } from "./sign-out"
import { useGo } from "./use-go"

interface Command {
  id: string
  label: string
  /** Other words it is found by. */
  also?: string
  description?: string
  icon: ComponentType<{ size?: number; stroke?: number }>
  run: () => unknown
}

const [store, palette] = createSpotlight()
const listId = "palette-actions"

/** Goes anywhere and does anything by typing: pages, clients, campaigns, commands. Mounted while it is open. */
export function Palette({ close }: { close: () => void }) {
  const [text, setText] = useState("")
  const commands = useCommands()
  const { groups: rows, searching } = useRows(text)
  useEffect(() => palette.open(), [])

  const words = text.trim().toLowerCase()
  const fits = ({ label, also = "" }: Command) => `${label} ${also}`.toLowerCase().includes(words)
  const groups = [
    ...rows,
    ...commands.map(({ group, list }) => ({ group, found: list.filter(fits) })),
  ].filter(({ found }) => found.length > 0)
  useFirstSelected(groups.flatMap(({ found }) => found.map(({ id }) => id)).join(" "))

  return (
    <Spotlight.Root
      store={store}
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
        placeholder="Search clients and campaigns, or type a command"
        aria-label="Search clients and campaigns, or type a command"
        leftSection={<IconSearch size={17} stroke={1.6} />}
      />
      {groups.length > 0 ? (
        <Spotlight.ActionsList id={listId}>
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
        <Spotlight.Empty>{searching ? "Searching" : "Nothing found"}</Spotlight.Empty>
      )}
    </Spotlight.Root>
  )
}

/**
 * Selects the first action whenever others are listed, so that Enter does what stands at the top. Mantine does it when
 * the text changes, which is before the clients arrive, and tells no way to do it later; a selection of Mantine's is
 * this attribute and the number in the store.
 */
function useFirstSelected(ids: string): void {
  const listed = useRef("")
  useEffect(() => {
    if (ids === listed.current) return
    const list = document.getElementById(listId)
    const first = list?.querySelector("[data-action]")
    // Without a first one the list is not there: the window is just opening, or nothing was found.
    listed.current = first ? ids : ""
    if (!first) return
    for (const each of list?.querySelectorAll("[data-selected]") ?? []) each.removeAttribute("data-selected")
    first.setAttribute("data-selected", "true")
    first.scrollIntoView({ block: "nearest" })
    store.updateState((state) => ({ ...state, selected: 0 }))
  })
}

/** What the text finds among the rows that the person may see. */
function useRows(text: string): { groups: { group: string; found: Command[] }[]; searching: boolean } {
  const go = useGo()
  const { role } = useMe()
  const [wanted] = useDebouncedValue(text.trim(), 120)
  const input = { text: wanted, limit: 8 }
  const asked = (permission: Permission) => ({
    enabled: wanted !== "" && may(role, permission),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
  const clients = trpc.clients.list.useQuery(input, asked("clients.read"))
  const campaigns = trpc.campaigns.list.useQuery(input, asked("campaigns.read"))
  if (text.trim() === "") return { groups: [], searching: false }
  const groups = [
    {
      group: "Clients",
      found: (clients.data?.items ?? []).map((client) => ({
        id: client.id,
        label: client.name,
        description: [client.domain, client.city].filter(Boolean).join(" · "),
        icon: IconBuildingStore,
        run: () => go(`/clients/${client.id}`),
      })),
    },
    {
      group: "Campaigns",
      found: (campaigns.data?.items ?? []).map((campaign) => ({
        id: campaign.id,
        label: campaign.name,
        description: [campaign.client?.name, campaignStatusLabels[campaign.status]]
          .filter(Boolean)
          .join(" · "),
        icon: IconSpeakerphone,
        run: () => go(`/campaigns/${campaign.id}`),
      })),
    },
  ]
  const fetching = clients.isFetching || campaigns.isFetching
  return { groups, searching: fetching || wanted !== text.trim() }
}

function useCommands(): { group: string; list: Command[] }[] {
  const go = useGo()
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
          run: () => go(place.href),
        })),
        {
          id: "account",
          label: "Profile and security",
          also: "password sessions tokens second factor account",
          icon: IconUserCircle,
          run: () => go("/account"),
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
                label: "Create client",
                also: "new add",
                icon: IconPlus,
                run: () => go("/clients/new"),
              },
            ]
          : []),
        ...(may(role, "campaigns.create")
          ? [
              {
                id: "new-campaign",
                label: "Create campaign",
                also: "new add",
                icon: IconPlus,
                run: () => go("/campaigns/new"),
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
