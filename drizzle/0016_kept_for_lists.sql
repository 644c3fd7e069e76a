DROP INDEX "campaigns_client_id_idx";--> statement-breakpoint
DROP INDEX "campaigns_manager_id_idx";--> statement-breakpoint
DROP INDEX "campaigns_name_idx";--> statement-breakpoint
DROP INDEX "campaigns_status_idx";--> statement-breakpoint
DROP INDEX "campaigns_start_day_idx";--> statement-breakpoint
DROP INDEX "campaigns_end_day_idx";--> statement-breakpoint
DROP INDEX "campaigns_created_at_idx";--> statement-breakpoint
DROP INDEX "campaigns_updated_at_idx";--> statement-breakpoint
DROP INDEX "changes_client_id_idx";--> statement-breakpoint
DROP INDEX "changes_campaign_id_idx";--> statement-breakpoint
DROP INDEX "clients_name_idx";--> statement-breakpoint
DROP INDEX "clients_status_idx";--> statement-breakpoint
DROP INDEX "clients_industry_idx";--> statement-breakpoint
DROP INDEX "clients_owner_id_idx";--> statement-breakpoint
DROP INDEX "clients_created_at_idx";--> statement-breakpoint
DROP INDEX "clients_updated_at_idx";--> statement-breakpoint
DROP INDEX "tasks_title_idx";--> statement-breakpoint
DROP INDEX "tasks_status_idx";--> statement-breakpoint
DROP INDEX "tasks_priority_idx";--> statement-breakpoint
DROP INDEX "tasks_start_day_idx";--> statement-breakpoint
DROP INDEX "tasks_end_day_idx";--> statement-breakpoint
DROP INDEX "tasks_created_at_idx";--> statement-breakpoint
DROP INDEX "tasks_updated_at_idx";--> statement-breakpoint
DROP INDEX "time_entries_task_id_idx";--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "archived" boolean GENERATED ALWAYS AS (archived_at is not null) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "owner_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "archived" boolean GENERATED ALWAYS AS (archived_at is not null) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "task_assignees" ADD COLUMN "status" "task_status" DEFAULT 'not_started' NOT NULL;--> statement-breakpoint
ALTER TABLE "task_assignees" ADD COLUMN "end_day" date DEFAULT 'infinity' NOT NULL;--> statement-breakpoint
ALTER TABLE "task_assignees" ADD COLUMN "listed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "campaign_archived" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "listed" boolean GENERATED ALWAYS AS (deleted_at is null and (status = 'completed' or not campaign_archived)) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "changes_kind_idx" ON "changes" USING btree ("entity","epoch","tx","seq");--> statement-breakpoint
CREATE INDEX "changes_verb_idx" ON "changes" USING btree ("verb","epoch","tx","seq");--> statement-breakpoint
CREATE INDEX "clients_owner_key_idx" ON "clients" USING btree ("archived","owner_key","id") WHERE "clients"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "task_assignees_listed_idx" ON "task_assignees" USING btree ("user_id","status","end_day","task_id") WHERE "task_assignees"."listed";--> statement-breakpoint
CREATE INDEX "tasks_status_end_day_idx" ON "tasks" USING btree ("status","end_day","id") WHERE "tasks"."listed";--> statement-breakpoint
CREATE INDEX "campaigns_client_id_idx" ON "campaigns" USING btree ("client_id","archived","end_day","id");--> statement-breakpoint
CREATE INDEX "campaigns_manager_id_idx" ON "campaigns" USING btree ("manager_id","archived","status","end_day","id");--> statement-breakpoint
CREATE INDEX "campaigns_name_idx" ON "campaigns" USING btree ("archived",lower("name"),"id");--> statement-breakpoint
CREATE INDEX "campaigns_status_idx" ON "campaigns" USING btree ("archived","status","id");--> statement-breakpoint
CREATE INDEX "campaigns_start_day_idx" ON "campaigns" USING btree ("archived","start_day","id");--> statement-breakpoint
CREATE INDEX "campaigns_end_day_idx" ON "campaigns" USING btree ("archived","status","end_day","id");--> statement-breakpoint
CREATE INDEX "campaigns_created_at_idx" ON "campaigns" USING btree ("archived","created_at","id");--> statement-breakpoint
CREATE INDEX "campaigns_updated_at_idx" ON "campaigns" USING btree ("archived","updated_at","id");--> statement-breakpoint
CREATE INDEX "changes_client_id_idx" ON "changes" USING btree ("client_id","entity","epoch","tx","seq");--> statement-breakpoint
CREATE INDEX "changes_campaign_id_idx" ON "changes" USING btree ("campaign_id","entity","epoch","tx","seq");--> statement-breakpoint
CREATE INDEX "clients_name_idx" ON "clients" USING btree ("archived",lower("name"),"id") WHERE "clients"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "clients_status_idx" ON "clients" USING btree ("archived","status","id") WHERE "clients"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "clients_industry_idx" ON "clients" USING btree ("archived",coalesce(lower("industry"), ''),"id") WHERE "clients"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "clients_owner_id_idx" ON "clients" USING btree ("owner_id","archived",lower("name"),"id") WHERE "clients"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "clients_created_at_idx" ON "clients" USING btree ("archived","created_at","id") WHERE "clients"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "clients_updated_at_idx" ON "clients" USING btree ("archived","updated_at","id") WHERE "clients"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "tasks_title_idx" ON "tasks" USING btree (lower("title"),"id") WHERE "tasks"."listed";--> statement-breakpoint
CREATE INDEX "tasks_status_idx" ON "tasks" USING btree ("status","id") WHERE "tasks"."listed";--> statement-breakpoint
CREATE INDEX "tasks_priority_idx" ON "tasks" USING btree ("priority","id") WHERE "tasks"."listed";--> statement-breakpoint
CREATE INDEX "tasks_start_day_idx" ON "tasks" USING btree ("start_day","id") WHERE "tasks"."listed";--> statement-breakpoint
CREATE INDEX "tasks_end_day_idx" ON "tasks" USING btree ("end_day","id") WHERE "tasks"."listed";--> statement-breakpoint
CREATE INDEX "tasks_created_at_idx" ON "tasks" USING btree ("created_at","id") WHERE "tasks"."listed";--> statement-breakpoint
CREATE INDEX "tasks_updated_at_idx" ON "tasks" USING btree ("updated_at","id") WHERE "tasks"."listed";--> statement-breakpoint
CREATE INDEX "time_entries_task_id_idx" ON "time_entries" USING btree ("task_id","day","id");
--> statement-breakpoint
-- What the indexes of lists hold of other tables. The triggers run in replicas and restores too (ENABLE ALWAYS), and
-- every mutation of a task holds its campaign's lock, so that none of them reads what another one is changing.
CREATE FUNCTION task_takes_its_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.campaign_archived := coalesce((SELECT archived FROM campaigns WHERE id = NEW.campaign_id), false);
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER tasks_take_their_campaign BEFORE INSERT OR UPDATE OF campaign_id ON "tasks"
  FOR EACH ROW EXECUTE FUNCTION task_takes_its_campaign();--> statement-breakpoint
ALTER TABLE "tasks" ENABLE ALWAYS TRIGGER tasks_take_their_campaign;--> statement-breakpoint
CREATE FUNCTION campaign_tells_its_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE tasks SET campaign_archived = NEW.archived WHERE campaign_id = NEW.id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER campaigns_tell_their_tasks AFTER UPDATE ON "campaigns"
  FOR EACH ROW WHEN (OLD.archived <> NEW.archived) EXECUTE FUNCTION campaign_tells_its_tasks();--> statement-breakpoint
ALTER TABLE "campaigns" ENABLE ALWAYS TRIGGER campaigns_tell_their_tasks;--> statement-breakpoint
CREATE FUNCTION assignment_takes_its_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT t.status, t.end_day, t.listed INTO NEW.status, NEW.end_day, NEW.listed FROM tasks t WHERE t.id = NEW.task_id;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER assignments_take_their_task BEFORE INSERT ON "task_assignees"
  FOR EACH ROW EXECUTE FUNCTION assignment_takes_its_task();--> statement-breakpoint
ALTER TABLE "task_assignees" ENABLE ALWAYS TRIGGER assignments_take_their_task;--> statement-breakpoint
CREATE FUNCTION task_tells_its_assignments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE task_assignees SET status = NEW.status, end_day = NEW.end_day, listed = NEW.listed WHERE task_id = NEW.id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER tasks_tell_their_assignments AFTER UPDATE ON "tasks"
  FOR EACH ROW WHEN (OLD.status <> NEW.status OR OLD.end_day <> NEW.end_day OR OLD.listed <> NEW.listed)
  EXECUTE FUNCTION task_tells_its_assignments();--> statement-breakpoint
ALTER TABLE "tasks" ENABLE ALWAYS TRIGGER tasks_tell_their_assignments;--> statement-breakpoint
CREATE FUNCTION client_takes_its_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.owner_key := coalesce((SELECT lower(name) FROM users WHERE id = NEW.owner_id), '');
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER clients_take_their_owner BEFORE INSERT OR UPDATE OF owner_id ON "clients"
  FOR EACH ROW EXECUTE FUNCTION client_takes_its_owner();--> statement-breakpoint
ALTER TABLE "clients" ENABLE ALWAYS TRIGGER clients_take_their_owner;--> statement-breakpoint
CREATE FUNCTION owner_tells_their_clients() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE clients SET owner_key = lower(NEW.name) WHERE owner_id = NEW.id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER owners_tell_their_clients AFTER UPDATE OF name ON "users"
  FOR EACH ROW WHEN (lower(OLD.name) <> lower(NEW.name)) EXECUTE FUNCTION owner_tells_their_clients();--> statement-breakpoint
ALTER TABLE "users" ENABLE ALWAYS TRIGGER owners_tell_their_clients;--> statement-breakpoint
UPDATE "clients" SET "owner_key" = lower("users"."name") FROM "users" WHERE "users"."id" = "clients"."owner_id";--> statement-breakpoint
UPDATE "task_assignees" SET "status" = t."status", "end_day" = t."end_day", "listed" = t."listed" FROM "tasks" t WHERE t."id" = "task_assignees"."task_id";--> statement-breakpoint
UPDATE "tasks" SET "campaign_archived" = true FROM "campaigns" WHERE "campaigns"."id" = "tasks"."campaign_id" AND "campaigns"."archived";
