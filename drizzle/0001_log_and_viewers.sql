-- What the schema language cannot say.

-- A viewer's client, and an invited viewer's. Users and clients point at each other, so one side is written here.
ALTER TABLE "users" ADD CONSTRAINT "users_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "clients"("id");--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "clients"("id");--> statement-breakpoint

-- The one row of each.
INSERT INTO "settings" DEFAULT VALUES;--> statement-breakpoint
INSERT INTO "change_epoch" DEFAULT VALUES;--> statement-breakpoint

-- The log is append-only, for the product too.
CREATE FUNCTION refuse_to_rewrite_the_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The change log is append-only.' USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TRIGGER changes_are_append_only BEFORE UPDATE OR DELETE ON "changes"
  FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_the_log();
