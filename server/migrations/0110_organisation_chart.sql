-- Roles as data. A built-in role's permissions are those of the program (permissions IS NULL), so that a new version
-- brings its new permissions; a copy holds its own and may be edited.
CREATE TABLE role (
  code          text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  name_zh       text NOT NULL,
  name_en       text NOT NULL,
  permissions   text[],
  built_in      boolean NOT NULL DEFAULT false,
  -- What a new holder of the role sees unless the assignment says otherwise.
  default_scope text NOT NULL DEFAULT 'all' CHECK (default_scope IN ('own', 'team', 'department', 'segment', 'all')),
  totp_required boolean NOT NULL DEFAULT false,
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  CHECK (built_in = (permissions IS NULL))
);
COMMENT ON COLUMN role.permissions IS 'null for a built-in role: as the program says';

INSERT INTO role (code, name_zh, name_en, built_in, default_scope) VALUES
  ('admin', '系统管理员', 'Administrator', true, 'all'),
  ('credit-manager', '风控经理', 'Credit manager', true, 'all'),
  ('credit-analyst', '信用专员', 'Credit analyst', true, 'all'),
  ('finance', '应收会计', 'Finance', true, 'all'),
  ('sales', '业务员', 'Sales', true, 'own'),
  ('viewer', '只读', 'Viewer', true, 'all');

-- The organisation tree: legal entities and the departments below them.
CREATE TABLE department (
  id              uuid PRIMARY KEY,
  code            text NOT NULL UNIQUE,
  name            text NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('legal-entity', 'department')),
  parent_id       uuid REFERENCES department,
  manager_user_id uuid REFERENCES app_user,
  active          boolean NOT NULL DEFAULT true,
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  CHECK (parent_id <> id)
);
CREATE INDEX department_parent ON department (parent_id);

-- Positions by name, such as 销售总监; who holds them where stands in position_holder.
CREATE TABLE position (
  code       text PRIMARY KEY,
  name       text NOT NULL,
  active     boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

-- A person may hold several positions; the main one tells their department and thereby their manager.
CREATE TABLE position_holder (
  id            uuid PRIMARY KEY,
  user_id       uuid NOT NULL REFERENCES app_user,
  department_id uuid NOT NULL REFERENCES department,
  position_code text NOT NULL REFERENCES position,
  main          boolean NOT NULL DEFAULT false,
  UNIQUE (user_id, department_id, position_code)
);
CREATE UNIQUE INDEX position_holder_main ON position_holder (user_id) WHERE main;
CREATE INDEX position_holder_position ON position_holder (position_code, department_id);
CREATE INDEX position_holder_department ON position_holder (department_id);

-- Who acts for whom, from day to day inclusive, in business days of the organisation.
CREATE TABLE deputy (
  id             uuid PRIMARY KEY,
  user_id        uuid NOT NULL REFERENCES app_user,
  deputy_user_id uuid NOT NULL REFERENCES app_user,
  starts_on      date NOT NULL,
  ends_on        date NOT NULL,
  note           text,
  created_by     text NOT NULL,
  created_at     timestamptz NOT NULL,
  CHECK (user_id <> deputy_user_id),
  CHECK (ends_on >= starts_on)
);
CREATE INDEX deputy_user ON deputy (user_id, ends_on);
CREATE INDEX deputy_deputy ON deputy (deputy_user_id, ends_on);

-- Which roles a person has, and which customers each of them is for.
CREATE TABLE role_assignment (
  user_id       uuid NOT NULL REFERENCES app_user,
  role_code     text NOT NULL REFERENCES role,
  scope         text NOT NULL CHECK (scope IN ('own', 'team', 'department', 'segment', 'all')),
  -- For the scope department: this one and those below; null means the departments of the person's positions.
  department_id uuid REFERENCES department,
  -- For the scope segment.
  segment_codes text[] NOT NULL DEFAULT '{}',
  main          boolean NOT NULL,
  PRIMARY KEY (user_id, role_code),
  CHECK ((scope = 'segment') = (cardinality(segment_codes) > 0)),
  CHECK (department_id IS NULL OR scope = 'department')
);
CREATE UNIQUE INDEX role_assignment_main ON role_assignment (user_id) WHERE main;
CREATE INDEX role_assignment_role ON role_assignment (role_code);
COMMENT ON COLUMN role_assignment.main IS 'the role that names the person; everybody has exactly one';

INSERT INTO role_assignment (user_id, role_code, scope, main)
SELECT id, role, CASE role WHEN 'sales' THEN 'own' ELSE 'all' END, true FROM app_user;

-- What a person, or whoever has a role, may decide alone: kind of decision, amount, how far over the limit, for how long.
CREATE TABLE authority (
  id            uuid PRIMARY KEY,
  user_id       uuid REFERENCES app_user,
  role_code     text REFERENCES role,
  kind          text NOT NULL CHECK (kind IN ('hold-release', 'limit-change', 'temporary-limit', 'credit-opening', 'rating-override', 'publication')),
  segment_code  text,
  unlimited     boolean NOT NULL DEFAULT false,
  amount_minor  bigint CHECK (amount_minor >= 0),
  currency      char(3),
  over_limit_bp int CHECK (over_limit_bp >= 0),
  days_max      int CHECK (days_max >= 0),
  valid_from    date,
  valid_until   date,
  updated_by    text NOT NULL,
  updated_at    timestamptz NOT NULL,
  CHECK (num_nonnulls(user_id, role_code) = 1),
  CHECK (unlimited = (amount_minor IS NULL) AND (amount_minor IS NULL) = (currency IS NULL)),
  CHECK (valid_until >= valid_from)
);
COMMENT ON COLUMN authority.segment_code IS 'null: in every segment';
COMMENT ON COLUMN authority.over_limit_bp IS 'how far the exposure may go over the limit, in basis points of the limit; null: any';
COMMENT ON COLUMN authority.days_max IS 'longest validity of what is granted; null: any';
CREATE UNIQUE INDEX authority_once ON authority
  (coalesce(user_id::text, role_code), (user_id IS NULL), kind, coalesce(segment_code, ''), coalesce(valid_from, '-infinity'));

INSERT INTO authority (id, user_id, kind, unlimited, amount_minor, currency, updated_by, updated_at)
SELECT gen_random_uuid(), id, 'hold-release', authority_mode = 'unlimited', authority_minor, authority_currency, 'system', now()
FROM app_user WHERE authority_mode <> 'none';

-- Roles that one person must not have together.
CREATE TABLE incompatible_roles (
  role_a     text NOT NULL REFERENCES role ON DELETE CASCADE,
  role_b     text NOT NULL REFERENCES role ON DELETE CASCADE,
  reason     text NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (role_a, role_b),
  CHECK (role_a < role_b)
);

INSERT INTO incompatible_roles (role_a, role_b, reason, created_by) VALUES
  ('credit-manager', 'sales', '维护客户关系的人不得放行其客户的订单或调整其额度', 'system'),
  ('credit-analyst', 'sales', '维护客户关系的人不得评定其客户的信用', 'system'),
  ('credit-manager', 'finance', '登记收款与放行订单须由不同的人办理', 'system');

-- Whom a person reports to when it is not the manager of their department.
ALTER TABLE app_user
  ADD COLUMN manager_user_id uuid REFERENCES app_user CHECK (manager_user_id <> id),
  ADD COLUMN email text,
  ADD COLUMN phone text,
  DROP COLUMN role,
  DROP COLUMN authority_mode,
  DROP COLUMN authority_minor,
  DROP COLUMN authority_currency;
CREATE UNIQUE INDEX app_user_email ON app_user (lower(email)) WHERE email IS NOT NULL;

-- Whom each person reports to: the named manager, else the nearest manager of the main department and those above.
CREATE VIEW reports_to AS
SELECT u.id AS user_id, coalesce(u.manager_user_id, (
  WITH RECURSIVE above AS (
    SELECT d.parent_id, d.manager_user_id, 0 AS depth
    FROM position_holder h JOIN department d ON d.id = h.department_id
    WHERE h.user_id = u.id AND h.main
    UNION ALL
    SELECT d.parent_id, d.manager_user_id, above.depth + 1
    FROM above JOIN department d ON d.id = above.parent_id
    WHERE above.depth < 30
  )
  SELECT above.manager_user_id FROM above
  WHERE above.manager_user_id <> u.id ORDER BY above.depth LIMIT 1)) AS manager_id
FROM app_user u;
