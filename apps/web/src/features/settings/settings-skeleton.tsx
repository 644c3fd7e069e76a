import { Skeleton, Stack } from "@mantine/core"
import { Section } from "../../shell/section"

/** The shape of the settings while they are on their way. */
export function SettingsSkeleton() {
  return (
    <Section title="Agency" text="Its name stands in the frame and in every mail.">
      <Stack gap="lg">
        {["name", "zone", "currency"].map((field) => (
          <div key={field}>
            <Skeleton h={10} w={80} mb={10} />
            <Skeleton h={32} />
          </div>
        ))}
      </Stack>
    </Section>
  )
}
