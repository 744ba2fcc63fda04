"""Write the exports of Rosterlane, the invented company that the sample is about, and their manifest.

The same bytes come out every time and everywhere: every draw is seeded, nothing looks at the clock.
`python sample_data/make.py` writes them beside this file.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
if str(HERE.parent) not in sys.path:
    sys.path.insert(0, str(HERE.parent))  # so that it runs as a script from any directory

from sample_data.company import journeys, marketing, money, sales, service, subscriptions, team, voice  # noqa: E402 -- see above
from sample_data.company.clock import AS_OF  # noqa: E402 -- see above
from sample_data.company.files import Export  # noqa: E402 -- see above


def exports() -> list[Export]:
    """Return every file, in the order in which a customer's journey meets them."""
    contacts = journeys.contacts()
    deals = journeys.deals(contacts)
    customers = subscriptions.customers(deals)
    search, meta = marketing.search_ads(), marketing.meta_ads()
    return [
        marketing.web_file(contacts, search, meta),
        marketing.search_file(search),
        marketing.meta_file(meta),
        marketing.social_file(),
        marketing.email_file(),
        team.content_file(),
        team.experiments_file(),
        sales.webinars_file(),
        voice.feedback_file(),
        sales.contacts_file(contacts, deals),
        sales.deals_file(deals),
        service.customers_file(customers),
        service.tickets_file(customers),
        service.survey_file(customers),
        money.payments_file(customers),
        money.revenue_file(customers),
        money.costs_file(search, meta, contacts),
        team.training_file(),
        sales.referrals_file(customers),
        sales.reviews_file(),
    ]


def manifest(files: list[Export]) -> bytes:
    """Return the manifest: the day that the sample takes for today, and the dataset of every file."""
    content = {"as_of": AS_OF.isoformat(), "exports": {file.file: file.dataset for file in files}}
    return (json.dumps(content, indent=2) + "\n").encode()


def write(folder: Path) -> list[Path]:
    """Write every file and the manifest into *folder*, and return their paths."""
    files = exports()
    folder.mkdir(parents=True, exist_ok=True)
    written = {folder / file.file: file.content for file in files} | {folder / "manifest.json": manifest(files)}
    for path, content in written.items():
        path.write_bytes(content)
    return list(written)


if __name__ == "__main__":
    for path in write(HERE / "exports"):
        print(f"{path.stat().st_size:>10,}  {path.name}")
