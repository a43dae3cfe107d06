// Says in words that a passkey was not used; the ceremony itself is allauth's.
document.addEventListener('allauth.error', function (event) {
  var problem = document.getElementById('passkey-problem')
  if (!problem) return
  event.preventDefault()
  problem.hidden = false
})
