-- Une boucle complète avec des noms français, lots de 20 lignes.
-- task: circles
seed(SEED)
local jeu = data.circles{n = 350, noise = 0.08, seed = SEED}
local appr, valid, test = jeu:split{seed = SEED}
local reseau = mlp(2, 16, 16, 1, {act = "elu"})
local optimiseur = optim.RMSprop(reseau:parameters(), {lr = 0.005})
local perte = nn.BCEWithLogitsLoss()
for epoque = 1, 60 do
  local somme, nombre = 0, 0
  for entree, cible in appr:batches(20, {shuffle = true}) do
    optimiseur:zero_grad()
    local sortie = reseau(entree)
    local erreur = perte(sortie, cible)
    erreur:backward()
    optimiseur:step()
    somme, nombre = somme + erreur:item(), nombre + 1
  end
  if epoque % 20 == 0 then print(("époque %d : %.4f"):format(epoque, somme / nombre)) end
end
print("validation", accuracy(reseau, valid))
result = accuracy(reseau, test)
