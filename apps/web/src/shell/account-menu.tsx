"use client"

import { roleLabels } from "@alphas/domain/permissions"
import { Menu, SegmentedControl, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core"
import { IconKeyboard, IconLogout, IconUserCircle } from "@tabler/icons-react"
import clsx from "clsx"
import Link from "next/link"
import { useMe } from "../features/session/me"
import { useSignOut } from "../features/session/sign-out"
import classes from "./account-menu.module.css"
import { Face } from "./face"
import { useFrame } from "./shell"

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
        <Menu.Item component={Link} href="/account" leftSection={<IconUserCircle size={16} stroke={1.6} />}>
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

function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div className={classes.theme}>
      <SegmentedControl
        aria-label="Theme"
        fullWidth
        size="xs"
        value={colorScheme}
        // The values are those of `data`.
        onChange={(value) => setColorScheme(value as typeof colorScheme)}
        data={[
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
          { value: "auto", label: "Auto" },
        ]}
      />
    </div>
  )
}
