import QtQuick
import Deepwell.Settings
import Deepwell.Style

// How models are loaded, and how they make answers.
Column {
    id: root

    property bool gpu: false        // one is there
    property bool outdated: false   // the loaded model would be loaded otherwise now
    signal reloadRequested()

    SettingsSection {
        title: qsTr("Answers")

        SettingRow {
            name: qsTr("Longest answer")
            about: qsTr("In tokens, thinking included")
            NumberBox {
                objectName: "maxTokensBox"
                value: Preferences.maxTokens
                none: qsTr("No limit")
                highest: 1048576
                Accessible.name: qsTr("Longest answer in tokens")
                onEdited: value => Preferences.maxTokens = value
            }
        }
    }
    SettingsSection {
        title: qsTr("Loading")

        SettingRow {
            offered: root.outdated
            name: qsTr("Load the model again")
            about: qsTr("The loaded one still runs with the values of before")
            PushButton {
                objectName: "reloadModel"
                compact: true
                iconName: "refresh"
                text: qsTr("Load again")
                onClicked: root.reloadRequested()
            }
        }
        SettingRow {
            name: qsTr("Context length")
            about: qsTr("In tokens; from the next load on")
            NumberBox {
                objectName: "contextBox"
                value: Preferences.contextTokens
                none: qsTr("Automatic")
                highest: 1048576
                Accessible.name: qsTr("Context length in tokens")
                onEdited: value => Preferences.contextTokens = value
            }
        }
        SettingRow {
            name: qsTr("Precision of the KV cache")
            about: qsTr("What a model remembers of a chat while it answers: 8 bits take half the memory of 16, and answers can differ a little. From the next load on")
            ChoiceMenu {
                objectName: "kvChoice"
                Accessible.name: qsTr("Precision of the KV cache")
                current: Preferences.kvPrecision
                choices: [
                    { value: "auto", words: qsTr("Automatic") },
                    { value: "f16", words: qsTr("16 bits") },
                    { value: "q8", words: qsTr("8 bits") }
                ]
                onChosen: value => Preferences.kvPrecision = value
            }
        }
        SettingRow {
            name: qsTr("Threads")
            about: qsTr("Automatic: one for each physical core, nearly always the fastest; fewer leave room for other programs. From the next load on")
            NumberBox {
                objectName: "threadsBox"
                value: Preferences.threads
                none: qsTr("Automatic")
                highest: 1024
                Accessible.name: qsTr("Threads")
                onEdited: value => Preferences.threads = value
            }
        }
        SettingRow {
            offered: root.gpu
            name: qsTr("Layers on the GPU")
            about: qsTr("At most; the others stay in RAM. From the next load on")
            NumberBox {
                objectName: "gpuLayersBox"
                value: Preferences.gpuLayers
                none: qsTr("Automatic")
                highest: 1000
                Accessible.name: qsTr("Layers on the GPU")
                onEdited: value => Preferences.gpuLayers = value
            }
        }
        SettingRow {
            offered: root.gpu
            name: qsTr("Memory of the GPU")
            about: qsTr("In MiB, at most; automatic is what is free, less a margin. From the next load on")
            NumberBox {
                objectName: "gpuMemoryBox"
                value: Preferences.gpuMemory
                none: qsTr("Automatic")
                highest: 16777216
                Accessible.name: qsTr("Memory of the GPU in MiB")
                onEdited: value => Preferences.gpuMemory = value
            }
        }
    }
    SettingsSection {
        title: qsTr("Sampling")

        SettingRow {
            name: qsTr("Sampling as the model recommends")
            about: qsTr("Off: with the values below")
            Toggle {
                objectName: "defaultsSwitch"
                text: qsTr("Sampling as the model recommends")
                checked: Preferences.modelDefaults
                onToggled: Preferences.modelDefaults = checked
            }
        }
        SliderRow {
            slideName: "temperatureSlider"
            enabled: !Preferences.modelDefaults
            name: qsTr("Temperature")
            about: qsTr("0: always the most probable token")
            to: 2
            value: Preferences.temperature
            onMoved: value => Preferences.temperature = value
        }
        SliderRow {
            enabled: !Preferences.modelDefaults
            name: qsTr("Top-p")
            about: qsTr("1: off")
            value: Preferences.topP
            onMoved: value => Preferences.topP = value
        }
        SliderRow {
            enabled: !Preferences.modelDefaults
            name: qsTr("Top-k")
            to: 100
            step: 1
            decimals: 0
            zeroWord: qsTr("off")
            value: Preferences.topK
            onMoved: value => Preferences.topK = value
        }
        SliderRow {
            enabled: !Preferences.modelDefaults
            name: qsTr("Min-p")
            to: 0.5
            step: 0.01
            zeroWord: qsTr("off")
            value: Preferences.minP
            onMoved: value => Preferences.minP = value
        }
        PenaltyRows {
            width: parent.width
            enabled: !Preferences.modelDefaults
            repetition: Preferences.repetitionPenalty
            presence: Preferences.presencePenalty
            frequency: Preferences.frequencyPenalty
            onMoved: (name, value) => Preferences[name] = value
        }
        SettingRow {
            name: qsTr("Always the same seed")
            about: qsTr("The same question then gets the same answer")
            Row {
                height: Theme.controlHeight - 6
                spacing: Theme.space3

                NumberBox {
                    objectName: "seedBox"
                    visible: Preferences.fixedSeed
                    value: Preferences.seed
                    Accessible.name: qsTr("Seed")
                    onEdited: value => Preferences.seed = value
                }
                Toggle {
                    objectName: "seedSwitch"
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("Always the same seed")
                    checked: Preferences.fixedSeed
                    onToggled: Preferences.fixedSeed = checked
                }
            }
        }
        SettingRow {
            name: qsTr("Reset sampling")
            about: qsTr("All of these as they were at first")
            PushButton {
                objectName: "resetSampling"
                compact: true
                iconName: "refresh"
                text: qsTr("Reset")
                onClicked: Preferences.resetSampling()
            }
        }
    }
}
