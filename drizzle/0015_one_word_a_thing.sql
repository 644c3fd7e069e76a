-- Each thing has one name: dependencies of tasks, and the items of a checklist. Rows and the log keep what they say.
ALTER TYPE "link_type" RENAME TO "dependency_type";--> statement-breakpoint
ALTER TABLE "task_links" RENAME TO "task_dependencies";--> statement-breakpoint
ALTER TABLE "task_dependencies" RENAME CONSTRAINT "task_links_pkey" TO "task_dependencies_pkey";--> statement-breakpoint
ALTER TABLE "task_dependencies" RENAME CONSTRAINT "task_links_joins_two" TO "task_dependencies_joins_two";--> statement-breakpoint
ALTER TABLE "task_dependencies" RENAME CONSTRAINT "task_links_campaign_id_campaigns_id_fk" TO "task_dependencies_campaign_id_campaigns_id_fk";--> statement-breakpoint
ALTER TABLE "task_dependencies" RENAME CONSTRAINT "task_links_predecessor_id_tasks_id_fk" TO "task_dependencies_predecessor_id_tasks_id_fk";--> statement-breakpoint
ALTER TABLE "task_dependencies" RENAME CONSTRAINT "task_links_successor_id_tasks_id_fk" TO "task_dependencies_successor_id_tasks_id_fk";--> statement-breakpoint
ALTER INDEX "task_links_pair_key" RENAME TO "task_dependencies_pair_key";--> statement-breakpoint
ALTER INDEX "task_links_campaign_id_idx" RENAME TO "task_dependencies_campaign_id_idx";--> statement-breakpoint
ALTER INDEX "task_links_successor_id_idx" RENAME TO "task_dependencies_successor_id_idx";--> statement-breakpoint
ALTER TABLE "task_checks" RENAME TO "checklist_items";--> statement-breakpoint
ALTER TABLE "checklist_items" RENAME CONSTRAINT "task_checks_pkey" TO "checklist_items_pkey";--> statement-breakpoint
ALTER TABLE "checklist_items" RENAME CONSTRAINT "task_checks_task_id_tasks_id_fk" TO "checklist_items_task_id_tasks_id_fk";--> statement-breakpoint
ALTER INDEX "task_checks_task_id_idx" RENAME TO "checklist_items_task_id_idx";--> statement-breakpoint

ALTER TABLE "changes" DISABLE TRIGGER "changes_are_append_only";--> statement-breakpoint
UPDATE "changes" SET "entity" = 'task_dependency' WHERE "entity" = 'task_link';--> statement-breakpoint
UPDATE "changes" SET "verb" = CASE
    WHEN "verb" LIKE 'tasks.links.%' THEN replace("verb", 'tasks.links.', 'schedule.dependencies.')
    WHEN "verb" LIKE 'tasks.checks.%' THEN replace("verb", 'tasks.checks.', 'tasks.checklist.')
    WHEN "verb" = 'tasks.reschedule' THEN 'schedule.reschedule'
    WHEN "verb" = 'tasks.undoReschedule' THEN 'schedule.undo'
    WHEN "verb" = 'tasks.replan' THEN 'schedule.replan'
    ELSE 'campaigns.kpis.setValue' END
  WHERE "verb" LIKE 'tasks.links.%' OR "verb" LIKE 'tasks.checks.%' OR "verb" = 'campaigns.kpis.measure'
    OR "verb" IN ('tasks.reschedule', 'tasks.undoReschedule', 'tasks.replan');--> statement-breakpoint
UPDATE "changes" SET "fields" = ("fields" - 'checks' - 'check')
    || CASE WHEN "fields" ? 'checks' THEN jsonb_build_object('checklist', "fields" -> 'checks') ELSE '{}' END
    || CASE WHEN "fields" ? 'check' THEN jsonb_build_object('checklistItem', "fields" -> 'check') ELSE '{}' END
  WHERE "entity" = 'task' AND ("fields" ? 'checks' OR "fields" ? 'check');--> statement-breakpoint
ALTER TABLE "changes" ENABLE TRIGGER "changes_are_append_only";--> statement-breakpoint

UPDATE "campaign_templates" SET "content" = ("content" - 'links') || jsonb_build_object(
  'dependencies', coalesce("content" -> 'links', '[]'),
  'tasks', (SELECT coalesce(jsonb_agg((task - 'checks') || jsonb_build_object('checklist', coalesce(task -> 'checks', '[]')) ORDER BY place), '[]')
    FROM jsonb_array_elements("content" -> 'tasks') WITH ORDINALITY AS each(task, place)))
  WHERE "content" ? 'links';
