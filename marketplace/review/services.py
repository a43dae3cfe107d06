"""What can be done with cases. Every change is one transaction with its entry, its event and its notices."""

from marketplace.review.appeals import appeal as appeal
from marketplace.review.appeals import decide_appeal as decide_appeal
from marketplace.review.deciding import accept as accept
from marketplace.review.deciding import hide as hide
from marketplace.review.deciding import refuse as refuse
from marketplace.review.deciding import settle_report as settle_report
from marketplace.review.opening import open_case as open_case
from marketplace.review.opening import request_verification as request_verification
from marketplace.review.quarantining import quarantine as quarantine
from marketplace.review.quarantining import release as release
from marketplace.review.steps import answer as answer
from marketplace.review.steps import ask as ask
from marketplace.review.steps import note as note
from marketplace.review.steps import put_back as put_back
from marketplace.review.steps import take as take
from marketplace.review.verifying import approve as approve
from marketplace.review.verifying import disagree as disagree
