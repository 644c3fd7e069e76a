-- A statement that makes a task and its assignments at once names what they take of it: the trigger does not see the task yet.
CREATE OR REPLACE FUNCTION assignment_takes_its_task() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  task record;
BEGIN
  SELECT t.status, t.end_day, t.listed INTO task FROM tasks t WHERE t.id = NEW.task_id;
  IF FOUND THEN
    NEW.status := task.status;
    NEW.end_day := task.end_day;
    NEW.listed := task.listed;
  END IF;
  RETURN NEW;
END $$;
