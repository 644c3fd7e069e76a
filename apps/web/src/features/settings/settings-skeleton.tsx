import { Skeleton, Stack } from "@mantine/core"
import { Section } from "../../shell/section"

/** The shape of a page of settings while it is on its way. */
export function SettingsSkeleton({ title, text }: { title: string; text: string }) {
  return (
    <div aria-busy>
      <Section title={title} text={text}>
        <Stack gap="lg">
          {["first", "second", "third"].map((field) => (
            <div key={field}>
              <Skeleton h={10} w={80} mb={10} />
              <Skeleton h={32} />
            </div>
          ))}
        </Stack>
      </Section>
    </div>
  )
}
