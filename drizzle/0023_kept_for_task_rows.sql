ALTER TABLE "change_epoch" ADD COLUMN "people_number" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "checklist_total" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "checklist_done" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- As in 0016: kept by triggers that run in replicas and restores too. A checklist changes under the lock of its campaign.
CREATE FUNCTION checklist_tells_its_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE tasks SET checklist_total = checklist_total - 1, checklist_done = checklist_done - OLD.done::int
    WHERE id = OLD.task_id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE tasks SET checklist_total = checklist_total + 1, checklist_done = checklist_done + NEW.done::int
    WHERE id = NEW.task_id;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER checklists_tell_their_tasks AFTER INSERT OR DELETE OR UPDATE OF done, task_id ON "checklist_items"
  FOR EACH ROW EXECUTE FUNCTION checklist_tells_its_task();--> statement-breakpoint
ALTER TABLE "checklist_items" ENABLE ALWAYS TRIGGER checklists_tell_their_tasks;--> statement-breakpoint
CREATE FUNCTION people_raise_their_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE change_epoch SET people_number = people_number + 1;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER users_raise_their_number AFTER INSERT OR DELETE OR UPDATE OF name ON "users"
  FOR EACH STATEMENT EXECUTE FUNCTION people_raise_their_number();--> statement-breakpoint
ALTER TABLE "users" ENABLE ALWAYS TRIGGER users_raise_their_number;--> statement-breakpoint
UPDATE "tasks" SET "checklist_total" = counted.total, "checklist_done" = counted.done
FROM (SELECT task_id, count(*)::int AS total, (count(*) FILTER (WHERE done))::int AS done FROM "checklist_items" GROUP BY task_id) counted
WHERE counted.task_id = "tasks"."id";
