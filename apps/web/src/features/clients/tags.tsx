import { Badge, Text } from "@mantine/core"
import classes from "./tags.module.css"

/** A client's tags. In a list the first two stand on one line, cut where they must be, and the rest is counted. */
export function Tags({ tags, oneLine = false }: { tags: readonly string[]; oneLine?: boolean }) {
  const shown = oneLine ? tags.slice(0, 2) : tags
  const rest = tags.slice(shown.length)
  return (
    <span
      className={classes.tags}
      data-one-line={oneLine || undefined}
      title={rest.length > 0 ? tags.join(", ") : undefined}
    >
      {shown.map((tag) => (
        <Badge key={tag} color="gray" size="md" className={classes.tag ?? ""}>
          {tag}
        </Badge>
      ))}
      {rest.length > 0 && (
        <Text component="span" size="xs" c="dimmed" className={classes.rest ?? ""}>
          +{rest.length}
        </Text>
      )}
    </span>
  )
}
