"use client"

import { roleLabels } from "@alphas/domain/permissions"
import { Menu, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core"
import {
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
} from "@tabler/icons-react"
import clsx from "clsx"
import { useMe } from "../data/me"
import classes from "./account-menu.module.css"
import { Face } from "./face"
import { useFrame } from "./frame"
import { NearLink } from "./near-link"
import { useSignOut } from "./sign-out"

/** You: profile and security, how the pages look, sign out. */
export function AccountMenu() {
  const me = useMe()
  const { openKeys } = useFrame()
  const { signOut, pending } = useSignOut()
  return (
    <Menu position="bottom-end" width={232}>
      <Menu.Target>
        <UnstyledButton className={clsx(classes.you)} aria-label="Your account">
          <Face id={me.id} name={me.name} size={28} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <Text size="sm" fw={600} truncate>
            {me.name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {me.email}
          </Text>
          <Text size="xs" c="dimmed">
            {roleLabels[me.role]}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Item
          component={NearLink}
          href="/account"
          leftSection={<IconUserCircle size={16} stroke={1.6} />}
        >
          Profile and security
        </Menu.Item>
        <Menu.Item onClick={openKeys} leftSection={<IconKeyboard size={16} stroke={1.6} />}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Divider />
        <ThemeChoice />
        <Menu.Divider />
        <Menu.Item
          onClick={signOut}
          disabled={pending}
          closeMenuOnClick={false}
          leftSection={<IconLogout size={16} stroke={1.6} />}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const themes = [
  { value: "light", label: "Light", icon: IconSun },
  { value: "dark", label: "Dark", icon: IconMoon },
  { value: "auto", label: "System", icon: IconDeviceDesktop },
] as const

function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <>
      <Menu.Label>Theme</Menu.Label>
      {themes.map(({ value, label, icon: Picture }) => (
        <Menu.Item
          key={value}
          closeMenuOnClick={false}
          onClick={() => setColorScheme(value)}
          leftSection={<Picture size={16} stroke={1.6} />}
          rightSection={colorScheme === value && <IconCheck size={15} role="img" aria-label="in use" />}
        >
          {label}
        </Menu.Item>
      ))}
    </>
  )
}
