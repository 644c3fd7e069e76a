-- What remains of a company's name for comparing; `nameKey` in domain/clients/names.ts says the rule, and a test
-- holds the two together. Its words stand here spelt out, for a stored column must not change with the code: a new
-- rule is a new migration.
CREATE FUNCTION client_name_key(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  within CONSTANT text := U&'''\2019\2018\201b`\00b4."\201c\201d\201e\201f\00ab\00bb\2039\203a\00ae\2122\00a9*\00ad\200b\200c\200d\200e\200f\2060\feff';
  between_words CONSTANT text := U&' \0009\000a\000b\000c\000d\1680\2028\2029!#$%&()+,/:;<=>?@[\\]^_{|}~-\2010\2011\2012\2013\2014\2015\00b7\2022\2026\00bf\00a1\00a7\00a6';
  joining CONSTANT text := ' and und et y og och ';
  forms CONSTANT text := '|gmbh|mbh|ggmbh|gesmbh|ag|kg|kgaa|cokg|ohg|gbr|ek|ev|eg|ug|haftungsbeschrankt|se|partg|partgmbb|mbb|ltd|limited|private limited|llc|llp|lp|plc|inc|incorporated|corp|corporation|co|company|pty|pte|pvt|sdn bhd|bhd|cic|sa|sarl|sas|sasu|eurl|snc|scop|sci|sprl|bvba|bv|nv|vof|cv|srl|srls|spa|sapa|sl|slu|sau|slne|lda|ltda|sa de cv|de cv|s de rl|ab|as|a s|asa|aps|ivs|oy|oyj|ehf|hf|sp z oo|sp k|sp j|sro|spol s ro|doo|dd|kft|zrt|nyrt|ood|eood|ooo|zao|kk|gk|';
  plain text := translate(name, within, '');
  words text[];
  word text;
  saying text[] := '{}';
  last int;
BEGIN
  IF octet_length(plain) = length(plain) THEN
    plain := lower(plain COLLATE "C");
  ELSE
    plain := lower(normalize(plain, NFKD));
    plain := regexp_replace(plain, '[\u0300-\u036f]', '', 'g');
    plain := replace(replace(replace(replace(translate(plain, U&'\00f8\0142\0111\00f0\0131\03c2', U&'olddi\03c3'), U&'\00df', U&'ss'), U&'\00e6', U&'ae'), U&'\0153', U&'oe'), U&'\00fe', U&'th');
    plain := translate(plain, within, '');
  END IF;
  plain := trim(translate(plain, between_words, repeat(' ', length(between_words))));
  IF plain = '' THEN
    RETURN trim(lower(normalize(name, NFKC)));
  END IF;
  WHILE strpos(plain, '  ') > 0 LOOP
    plain := replace(plain, '  ', ' ');
  END LOOP;
  words := string_to_array(plain, ' ');
  last := cardinality(words);
  IF last > 2 THEN
    FOR at IN 1 .. last LOOP
      word := words[at];
      IF at = 1 OR at = last OR strpos(joining, ' ' || word || ' ') = 0 THEN
        saying := saying || word;
      END IF;
    END LOOP;
    words := saying;
    last := cardinality(words);
  END IF;
  LOOP
    IF last > 2 AND strpos(forms, '|' || words[last - 2] || ' ' || words[last - 1] || ' ' || words[last] || '|') > 0 THEN
      last := last - 3;
    ELSIF last > 1 AND strpos(forms, '|' || words[last - 1] || ' ' || words[last] || '|') > 0 THEN
      last := last - 2;
    ELSIF last > 0 AND strpos(forms, '|' || words[last] || '|') > 0 THEN
      last := last - 1;
    ELSE
      EXIT;
    END IF;
  END LOOP;
  RETURN array_to_string(CASE WHEN last = 0 THEN words ELSE words[1:last] END, ' ');
END $$;--> statement-breakpoint
ALTER TYPE "public"."client_import_state" ADD VALUE 'cancelled';--> statement-breakpoint
CREATE TABLE "client_import_keys" (
	"import_id" uuid NOT NULL,
	"key" text NOT NULL,
	"line" integer NOT NULL,
	CONSTRAINT "client_import_keys_import_id_key_pk" PRIMARY KEY("import_id","key")
);
--> statement-breakpoint
DROP INDEX "clients_name_trgm_idx";--> statement-breakpoint
ALTER TABLE "client_import_rows" ADD COLUMN "size" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "client_imports" ADD COLUMN "bytes_read" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "client_imports" ADD COLUMN "line_done" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "name_key" text GENERATED ALWAYS AS (client_name_key(name)) STORED;--> statement-breakpoint
ALTER TABLE "client_import_keys" ADD CONSTRAINT "client_import_keys_import_id_client_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."client_imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clients_name_key_idx" ON "clients" USING btree ("name_key") WHERE "clients"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "clients_name_key_trgm_idx" ON "clients" USING gin ("name_key" gin_trgm_ops) WHERE "clients"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "clients_email_domain_idx" ON "clients" USING btree (split_part("email", '@', 2)) WHERE "clients"."deleted_at" is null;