"""Onboards a business with the vendor's Python SDK against a local server.

Usage: python onboard.py BASE_URL
"""

import sys

from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

POLICY = "Secondary Customer Profile"
PRIMARY_POLICY = "Primary Customer Profile"
ADDRESS_SID = "AD" + "0" * 31 + "1"


def attributes(fields):
    """A made-up value for each field that a policy asks for."""
    return {field: ADDRESS_SID if field == "address_sids" else f"Example {field}" for field in fields}


def find_policy(trusthub, name):
    """The policy whose name starts so; policies are never known by their SID."""
    for policy in trusthub.policies.stream(page_size=2):
        if policy.friendly_name.startswith(name):
            return policy
    sys.exit(f"no policy whose name starts with {name!r}")


def main(base_url):
    client = Client("AC" + "0" * 31 + "1", "not-a-secret")
    client.trusthub.base_url = base_url  # the only line that a real account does not need
    trusthub = client.trusthub.v1

    policy = trusthub.policies(find_policy(trusthub, POLICY).sid).fetch()
    print(f"1. policy {policy.sid}: {policy.friendly_name}")

    profile = trusthub.customer_profiles.create(
        friendly_name="Acme (Python)", email="ops@acme.example", policy_sid=policy.sid
    )
    print(f"2. profile {profile.sid}: {profile.status}")
    assignments = trusthub.customer_profiles(profile.sid).customer_profiles_entity_assignments

    done = set()
    for wanted in policy.requirements["end_user"]:
        if wanted["requirement_name"] in done:
            continue  # an alternative of what is there already
        done.add(wanted["requirement_name"])
        end_user = trusthub.end_users.create(
            friendly_name=wanted["name"], type=wanted["type"], attributes=attributes(wanted["fields"])
        )
        assignments.create(object_sid=end_user.sid)
        print(f"3. end user {end_user.sid}: {end_user.type}")

    before = trusthub.customer_profiles(profile.sid).customer_profiles_evaluations.create(policy_sid=policy.sid)
    print(f"4. evaluation {before.sid}: {before.status}")
    assert before.status == "noncompliant", before.status

    for alternatives in policy.requirements["supporting_document"]:
        for wanted in alternatives:
            accepted = wanted["accepted_documents"][0]
            document = trusthub.supporting_documents.create(
                friendly_name=accepted["name"], type=accepted["type"], attributes=attributes(accepted["fields"])
            )
            assignments.create(object_sid=document.sid)
            print(f"5. document {document.sid}: {document.type}")

    primary_policy = find_policy(trusthub, PRIMARY_POLICY)
    primary = trusthub.customer_profiles.list(policy_sid=primary_policy.sid, status="twilio-approved")[0]
    assignments.create(object_sid=primary.sid)
    print(f"6. assigned the primary profile {primary.sid}")
    try:
        assignments.create(object_sid=primary.sid)
    except TwilioRestException as error:
        print(f"7. assigned again: {error.status}, {error.msg}")
    else:
        sys.exit("a second assignment was accepted")

    after = trusthub.customer_profiles(profile.sid).customer_profiles_evaluations.create(policy_sid=policy.sid)
    for result in after.results:
        if not result["passed"]:
            print(f"   not passed: {result['requirement_name']}: {result['failure_reason']}")
    print(f"8. evaluation {after.sid}: {after.status}")
    assert after.status == "compliant", after.status

    listed = assignments.list(page_size=2)
    print(f"9. {len(listed)} assignments, over pages of 2")
    assert len({assignment.sid for assignment in listed}) == len(listed) > 4, listed

    submitted = trusthub.customer_profiles(profile.sid).update(status="pending-review")
    print(f"10. submitted: {submitted.status}")
    assert submitted.status == "pending-review", submitted.status


if __name__ == "__main__":
    main(*sys.argv[1:])
