import { Skeleton, Stack } from "@mantine/core"
import { Section } from "../../shell/section"

/** The shape of the billing settings while they are on their way. */
export function BillingSkeleton() {
  return (
    <div aria-busy>
      {["Sender", "Bank", "Taxes"].map((title) => (
        <Section key={title} title={title}>
          <Stack gap="lg">
            {["first", "second", "third"].map((field) => (
              <div key={field}>
                <Skeleton h={10} w={80} mb={10} />
                <Skeleton h={32} />
              </div>
            ))}
          </Stack>
        </Section>
      ))}
    </div>
  )
}
