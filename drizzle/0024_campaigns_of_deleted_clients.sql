ALTER TABLE "campaigns" ADD COLUMN "client_deleted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- As in 0016. Whoever gives a campaign to a client waits for whoever deletes that client, and the other way round.
CREATE FUNCTION campaign_takes_its_client() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.client_deleted := coalesce((SELECT deleted_at IS NOT NULL FROM clients WHERE id = NEW.client_id FOR SHARE), false);
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER campaigns_take_their_client BEFORE INSERT OR UPDATE OF client_id ON "campaigns"
  FOR EACH ROW EXECUTE FUNCTION campaign_takes_its_client();--> statement-breakpoint
ALTER TABLE "campaigns" ENABLE ALWAYS TRIGGER campaigns_take_their_client;--> statement-breakpoint
CREATE FUNCTION client_tells_its_campaigns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE campaigns SET client_deleted = NEW.deleted_at IS NOT NULL WHERE client_id = NEW.id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER clients_tell_their_campaigns AFTER UPDATE OF deleted_at ON "clients"
  FOR EACH ROW WHEN ((OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL)) EXECUTE FUNCTION client_tells_its_campaigns();--> statement-breakpoint
ALTER TABLE "clients" ENABLE ALWAYS TRIGGER clients_tell_their_campaigns;--> statement-breakpoint
UPDATE "campaigns" SET "client_deleted" = true FROM "clients" WHERE "clients"."id" = "campaigns"."client_id" AND "clients"."deleted_at" IS NOT NULL;
