import time
from tests.cast import *
from tests.cast import cast, files_dir
from tests.papers import FINDINGS
from tests.www.conftest import lin
from tests.findings.test_queries import many
def test_it(cast, files_dir, lin):
    row = upload(cast, findings=many(300))
    for path in ("", "", "health/", "f5/goal/"):
        t=time.perf_counter(); r=lin.get(f"/readings/{row.pk}/{path}"); print(path, r.status_code, len(r.content), round(time.perf_counter()-t,2))
    t=time.perf_counter(); r=lin.act(f"/readings/{row.pk}/f5/goal/",1,value="x目标",part=True); print("act", r.status_code, round(time.perf_counter()-t,2))
    t=time.perf_counter(); r=lin.act(f"/readings/{row.pk}/confirm/",2); print("confirm", r.status_code, round(time.perf_counter()-t,2))
    ed=row.edition
    f=ed.versions.first().finding_id
    for path in (f"/plans/{ed.plan_id}/", f"/plans/{ed.plan_id}/source/", f"/findings/{f}/", f"/findings/{f}/", f"/plans/{ed.plan_id}/health/"):
        t=time.perf_counter(); r=lin.get(path); print(path, r.status_code, len(r.content), round(time.perf_counter()-t,2))
