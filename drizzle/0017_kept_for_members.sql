ALTER TABLE "campaign_members" ADD COLUMN "archived" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "campaign_members" ADD COLUMN "status" "campaign_status" DEFAULT 'planning' NOT NULL;--> statement-breakpoint
ALTER TABLE "campaign_members" ADD COLUMN "end_day" date DEFAULT 'infinity' NOT NULL;--> statement-breakpoint
CREATE INDEX "campaign_members_end_day_idx" ON "campaign_members" USING btree ("user_id","archived","status","end_day","campaign_id");--> statement-breakpoint
CREATE FUNCTION membership_takes_its_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT c.archived, c.status, c.end_day INTO NEW.archived, NEW.status, NEW.end_day FROM campaigns c WHERE c.id = NEW.campaign_id;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER memberships_take_their_campaign BEFORE INSERT ON "campaign_members"
  FOR EACH ROW EXECUTE FUNCTION membership_takes_its_campaign();--> statement-breakpoint
ALTER TABLE "campaign_members" ENABLE ALWAYS TRIGGER memberships_take_their_campaign;--> statement-breakpoint
CREATE FUNCTION campaign_tells_its_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE campaign_members SET archived = NEW.archived, status = NEW.status, end_day = NEW.end_day WHERE campaign_id = NEW.id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER campaigns_tell_their_members AFTER UPDATE ON "campaigns"
  FOR EACH ROW WHEN (OLD.status <> NEW.status OR OLD.end_day <> NEW.end_day OR OLD.archived <> NEW.archived)
  EXECUTE FUNCTION campaign_tells_its_members();--> statement-breakpoint
ALTER TABLE "campaigns" ENABLE ALWAYS TRIGGER campaigns_tell_their_members;--> statement-breakpoint
UPDATE "campaign_members" SET "archived" = c."archived", "status" = c."status", "end_day" = c."end_day" FROM "campaigns" c WHERE c."id" = "campaign_members"."campaign_id";
