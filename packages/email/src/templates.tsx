/** @jsxRuntime automatic -- the worker runs this from source, whatever tsconfig its folder has. */

import { Action, Layout, Paragraph } from "./layout"

export function Invitation(props: { name: string; invitedBy: string; agencyName: string; link: string }) {
  return (
    <Layout
      title={`Join ${props.agencyName} on Alphas`}
      preview={`${props.invitedBy} invites you to work with ${props.agencyName}.`}
      why={`You get this email because ${props.invitedBy} entered your address. If you do not know why, ignore it: without you nothing happens.`}
    >
      <Paragraph>Hello {props.name},</Paragraph>
      <Paragraph>
        {props.invitedBy} invites you to {props.agencyName} on Alphas, where the agency keeps its clients and
        campaigns. Choose a password, and you are in.
      </Paragraph>
      <Action href={props.link}>Accept invitation</Action>
      <Paragraph>
        The link works once, for seven days. If it has expired, ask {props.invitedBy} to send you a new one.
      </Paragraph>
    </Layout>
  )
}

export function PasswordReset(props: { name: string; link: string }) {
  return (
    <Layout
      title="Choose a new password"
      preview="The link works once, for one hour."
      why="You get this email because somebody asked for it on the sign-in page. If it was not you, ignore it: your password stays as it is."
    >
      <Paragraph>Hello {props.name},</Paragraph>
      <Paragraph>You can choose a new password for Alphas here. The link works once, for one hour.</Paragraph>
      <Action href={props.link}>Choose a new password</Action>
    </Layout>
  )
}

export function PasswordChanged(props: { name: string; link: string }) {
  return (
    <Layout
      title="Your password was changed"
      preview="If it was not you, choose a new one now."
      why="You get this email whenever your password changes, so that nobody can change it behind your back."
    >
      <Paragraph>Hello {props.name},</Paragraph>
      <Paragraph>
        Your password for Alphas was just changed, and every other place where you were signed in was signed
        out.
      </Paragraph>
      <Paragraph>If it was not you, choose a new password now and tell an admin of your agency.</Paragraph>
      <Action href={props.link}>Choose a new password</Action>
    </Layout>
  )
}
